-- Where charges and Stripe did not say the same when they were last compared by schedule.
create table differences (
  id bigint generated always as identity primary key,
  stripe_id text not null unique,
  kind text not null,
  -- Null where no charge knows the intent.
  charge_id uuid,
  order_id uuid,
  step text,
  amount int,
  -- Null where Stripe does not know it.
  stripe_status text,
  captured bigint not null,
  refunded bigint not null,
  detail text,
  -- Since when they differ in this way.
  found_at timestamptz not null
);

-- When they are compared next: whoever moves it on compares them.
alter table reconciliation add column compare_at timestamptz not null default now();
-- When they were compared last; null: never.
alter table reconciliation add column compared_at timestamptz;
