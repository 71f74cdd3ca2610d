create table charges (
  id uuid primary key,
  -- One charge an order.
  order_id uuid not null unique,
  buyer_id uuid not null,
  amount int not null,
  currency text not null,
  step text not null,
  payment_method_id text not null,
  idempotency_key text,
  -- Why the payment method was not taken and another one is waited for.
  input_error text,
  stripe_id text unique,
  client_secret text,
  failure_code text,
  stripe_refund_id text,
  expires_at timestamptz not null,
  capture_by timestamptz,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- What the worker knows besides the row: when to look at a charge next, and who is at it.
create table charge_work (
  charge_id uuid primary key,
  -- Null: nothing to do until something is heard, or somebody is at it.
  look_at timestamptz,
  -- Not null: somebody is at it, or was and did not live to the end of it.
  lease_until timestamptz,
  -- Counts leases: who is late knows by it that the charge is another's.
  lease int not null default 0,
  -- Part of idempotency keys: grows with every answer of Stripe's.
  answers int not null default 0,
  -- Calls in a row that did not help.
  failures int not null default 0
);
create index charge_work_by_time on charge_work (look_at) where look_at is not null;
create index charge_work_by_lease on charge_work (lease_until) where lease_until is not null;

-- What is known of orders-svc's rows.
create table order_copies (
  id uuid primary key,
  buyer_id uuid not null,
  amount int not null,
  currency text not null,
  status text not null,
  cancel_reason text,
  expires_at timestamptz not null,
  capture_by timestamptz,
  version int not null
);
