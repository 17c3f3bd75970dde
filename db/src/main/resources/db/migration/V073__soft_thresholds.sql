ALTER TABLE budget_policy ADD COLUMN soft_thresholds smallint[] NOT NULL DEFAULT '{80}'
    CHECK (array_position(soft_thresholds, NULL) IS NULL AND 1 <= ALL (soft_thresholds) AND 100 >= ALL (soft_thresholds));

COMMENT ON COLUMN budget_policy.soft_thresholds IS 'Percent of the budget at which it alerts and goes on serving, ascending';
