UPDATE spend_grant SET refused_budget = '0198a000-0000-7000-8000-000000000161';
