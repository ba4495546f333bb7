-- Prefect's own database, apart from the truth: it may be dropped and created anew at any time (docs/adr/0002).
CREATE DATABASE prefect;
\connect prefect
-- Prefect searches names by trigram.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
