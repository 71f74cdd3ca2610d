create table orders (
  id uuid primary key,
  ticket_id uuid not null,
  buyer_id uuid not null,
  amount int not null,
  currency text not null,
  status text not null
    check (status in ('CREATED', 'AWAITING_PAYMENT', 'COMPLETED', 'CANCELLED')),
  cancel_reason text,
  lock_no int not null,
  expires_at timestamptz not null,
  capture_by timestamptz,
  idempotency_key text,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (ticket_id, lock_no),
  unique (buyer_id, idempotency_key),
  check ((cancel_reason is not null) = (status = 'CANCELLED'))
);
-- A ticket is never sold twice: one order a ticket, of those that hold it.
create unique index one_order_a_ticket on orders (ticket_id)
  where status in ('CREATED', 'AWAITING_PAYMENT', 'COMPLETED');
create index orders_by_buyer on orders (buyer_id, id desc);
create index orders_to_expire on orders (expires_at) where status = 'CREATED';

-- What is known of tickets-svc's rows.
create table ticket_copies (
  id uuid primary key,
  seller_id uuid not null,
  amount int not null,
  currency text not null,
  status text not null,
  order_id uuid,
  version int not null
);

-- What is known of payments-svc's rows; one charge an order.
create table charge_copies (
  order_id uuid primary key,
  id uuid not null,
  step text not null,
  version int not null
);
