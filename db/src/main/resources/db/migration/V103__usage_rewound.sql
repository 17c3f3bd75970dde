ALTER TABLE usage_log ADD COLUMN rewound_in uuid;

COMMENT ON COLUMN usage_log.rewound_in IS
    'Timeline in which its gateway was told to go back to a mark below its own; what it does not send then, it no longer has';
