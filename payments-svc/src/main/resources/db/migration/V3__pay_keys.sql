-- Idempotency keys of payOrder, for a day from their first use on.
create table pay_keys (
  buyer_id uuid not null,
  key text not null,
  order_id uuid not null,
  payment_method_id text not null,
  -- Why its payment method was not taken, set when another one was tried.
  input_error text,
  used_at timestamptz not null,
  primary key (buyer_id, key)
);
create index pay_keys_by_order on pay_keys (order_id);
create index pay_keys_by_time on pay_keys (used_at);
