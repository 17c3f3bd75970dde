ALTER TABLE user_account ADD COLUMN password_temporary boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN user_account.password_temporary IS
    'Whether the password was made by the service and must be changed before anything else is allowed';
