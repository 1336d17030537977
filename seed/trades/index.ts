import { weighted } from '../draw.ts';
import { construction } from './construction.ts';
import { data } from './data.ts';
import { finance } from './finance.ts';
import { health } from './health.ts';
import { humanResources } from './human-resources.ts';
import { logistics } from './logistics.ts';
import { marketing } from './marketing.ts';
import { product } from './product.ts';
import { sales } from './sales.ts';
import { service } from './service.ts';
import { software } from './software.ts';
import type { Trade } from './trade.ts';

/** All trades with the share of jobs that they have. */
export const trades = weighted<Trade>([
  [software, 22],
  [data, 8],
  [product, 6],
  [sales, 13],
  [marketing, 7],
  [finance, 9],
  [logistics, 9],
  [health, 9],
  [construction, 7],
  [humanResources, 5],
  [service, 5],
]);
