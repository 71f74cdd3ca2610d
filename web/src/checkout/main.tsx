import './checkout.css';
import { createRoot } from 'react-dom/client';
import { Checkout } from './Checkout.tsx';

const root = document.getElementById('root');
const orderId = decodeURIComponent(location.pathname.split('/')[2] ?? '');
if (root) {
  createRoot(root).render(<Checkout orderId={orderId} />);
}
