import type { Orders } from './walk.js';

// What the shop brings in by the command line, after the three days of walk.ts.

export const RATES_OF_YEN = `date,base,quote,rate
2026-05-05,EUR,JPY,160
`;

/** The other way round, as a bank in New York would say it. */
export const RATES_OF_DOLLAR = `date,base,quote,rate
2026-05-04,USD,EUR,0.91
`;

export const COSTS = `date,kind,source,medium,campaign,cost,currency,clicks,impressions
2026-05-05,ads,Google,CPC,,10.00,EUR,20,1000
2026-05-05,marketing,news,email,,5.00,EUR,,
2026-05-04,marketing,,,,3.00,EUR,,
2026-05-04,operating,,,,100.00,EUR,,
`;

/** One of the two bowls, at what was paid for it. */
export const refunds = (orders: Orders) => `refund_id,time,currency,value,order_id,item_id,quantity
R1,2026-05-06T15:00:00+02:00,EUR,21.60,${orders.anna},KO-201,1
`;
