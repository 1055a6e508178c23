import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './style.css';
import { createRoot } from 'react-dom/client';
import { Page } from './page';

const root = document.getElementById('page');
if (root) createRoot(root).render(<Page />);
