-- Why Stripe could not give the money back.
alter table charges add column refund_error text;

-- For spans of time that are compared with Stripe's books.
create index charges_by_time on charges (created_at, id);

-- What became of intents: seen by the worker, told by a webhook. Rows go when both know.
create table intent_news (
  stripe_id text not null,
  status text not null,
  seen_at timestamptz,
  told_at timestamptz,
  primary key (stripe_id, status)
);

-- When the reconciler runs next: one row, as instances take turns.
create table reconciliation (
  next_at timestamptz not null
);
insert into reconciliation values (now());
