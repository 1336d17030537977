import { trade } from './trade.ts';

export const logistics = trade({
  industry: 'Logistics',
  roles: [
    'Warehouse Operative',
    'Delivery Driver',
    'Supply Chain Manager',
    'Forklift Operator',
    'Logistics Coordinator',
    'Buyer',
    'Transport Planner',
  ],
  skills: [
    'Forklift licence',
    'Order picking',
    'SAP',
    'Inventory',
    'Excel',
    'Driving licence',
    'Customs',
    'Route planning',
    'Lean',
    'Purchasing',
  ],
  duties: [
    'You receive goods, check them and bring them to their place.',
    'You plan routes for thirty lorries and find another one when a road is closed.',
    'You prepare orders with a hand-held device and keep the aisles clear.',
    'You follow stocks in {skill} and order before the shelf is empty.',
    'You negotiate with carriers and hold them to what was agreed.',
    'You see to it that everybody goes home unhurt.',
    'You handle papers for customs and know whom to call when they are missing.',
    'You drive in and around {city} and know its loading bays.',
  ],
  salary: 27_000,
  remote: 0.02,
});
