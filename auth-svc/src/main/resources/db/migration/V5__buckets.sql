-- Bucket4j's: what is left of what an address or an account may do.
create table buckets (
  -- SHA-256 of what is counted, and whose.
  id bytea primary key,
  -- Null until it is used for the first time.
  state bytea,
  -- When it is full again, in milliseconds since 1970; then it is as good as none.
  expires_at bigint not null default (extract(epoch from now() + interval '1 day') * 1000)::bigint
);

create index on buckets (expires_at);
