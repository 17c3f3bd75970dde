-- The two logins of the admin service, and its database: one that migrates, and one that the service runs with.
-- Run it once with psql 15 or newer, as a superuser or a login that may create roles and databases:
--
--   KEYWAY_DB_MIGRATION_PASSWORD=… KEYWAY_DB_PASSWORD=… psql -h <host> -U postgres -f logins.sql

\set ON_ERROR_STOP on
\getenv migration_password KEYWAY_DB_MIGRATION_PASSWORD
\getenv password KEYWAY_DB_PASSWORD

CREATE ROLE keyway_migrates LOGIN CREATEROLE PASSWORD :'migration_password';
CREATE ROLE keyway LOGIN NOINHERIT PASSWORD :'password';
-- Who is no superuser must be able to act for the owner of a database that it creates.
GRANT keyway_migrates TO CURRENT_USER WITH INHERIT FALSE, SET TRUE;
CREATE DATABASE keyway OWNER keyway_migrates;
