-- Why Stripe could not give the money back.
alter table charges add column refund_error text;
