-- SHA-256 of the secret that a cookie carries; null for sessions of before there were such.
alter table sessions add column secret_hash bytea unique;
