-- Before an admin loses the role, all admins are looked at.
create index users_admins on users (id) where role = 'admin';
