-- What a buyer holds, counted at each new order.
create index orders_held on orders (buyer_id) where status in ('CREATED', 'AWAITING_PAYMENT');

-- An order keeps its idempotency key for a day.
create index orders_with_key on orders (created_at) where idempotency_key is not null;
