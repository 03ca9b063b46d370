import type { ReportId } from '../layout/navigation.js';
import type { TableColumns } from './side-by-side.js';

/** A part of a report. */
export type PanelDeclaration =
  /** KPIs at a glance, each a way to its own page. */
  | { kind: 'cards'; kpis: readonly string[] }
  /** One large chart, of the KPI that is chosen. */
  | { kind: 'series'; kpis: readonly string[] }
  /** A table KPI, or one figure broken down. */
  | {
      kind: 'table';
      kpi: string;
      dimensions?: readonly string[];
      columns?: readonly string[];
      /** Of few columns: where there is room it stands beside its neighbour. */
      narrow?: true;
    }
  /** Several figures side by side, broken down by one dimension. */
  | {
      kind: 'figures';
      title: 'figures';
      kpis: readonly string[];
      dimensions: readonly string[];
      /** Columns of a table KPI, shown before the others. */
      of?: TableColumns;
    }
  /** Through the checkout, or what the address says. */
  | { kind: 'funnel' }
  | { kind: 'cohorts' }
  /** What a customer has brought so many months after the first order. */
  | { kind: 'lifetime' }
  /** Churn by windows of several lengths. */
  | { kind: 'churn' }
  /** The speed of pages, and what it does to conversion. */
  | { kind: 'vitals' }
  | { kind: 'affinity'; kpi: string }
  | { kind: 'map'; kpis: readonly string[] }
  /** By which visits orders are attributed. */
  | { kind: 'attribution' };

/** The reports that are made of declarations alone. */
export const REPORTS: Partial<Record<ReportId, readonly PanelDeclaration[]>> = {
  sales: [
    {
      kind: 'cards',
      kpis: [
        'revenue',
        'net_revenue',
        'orders',
        'average_order_value',
        'units_per_order',
        'return_rate',
        'average_margin',
        'operating_margin',
      ],
    },
    { kind: 'series', kpis: ['revenue', 'orders', 'net_revenue', 'average_order_value'] },
    {
      kind: 'figures',
      title: 'figures',
      kpis: ['revenue', 'orders', 'average_order_value', 'units_per_order'],
      dimensions: [
        'channel',
        'country',
        'category',
        'brand',
        'coupon',
        'payment_type',
        'shipping_tier',
        'currency',
        'customer_type',
        'device',
      ],
    },
  ],
  products: [
    { kind: 'table', kpi: 'product_performance', dimensions: ['product', 'category', 'brand'] },
    { kind: 'affinity', kpi: 'product_affinity' },
    { kind: 'table', kpi: 'return_rate', dimensions: ['product', 'category', 'brand'], narrow: true },
    { kind: 'table', kpi: 'price_index', dimensions: ['product'], columns: ['value'], narrow: true },
  ],
  funnel: [
    { kind: 'funnel' },
    {
      kind: 'cards',
      kpis: [
        'conversion_rate',
        'checkout_abandonment_rate',
        'abandoned_orders',
        'visitor_conversion_rate',
        'lead_conversion_rate',
        'lead_to_order_rate',
        'first_visit_purchase_rate',
        'second_visit_purchase_rate',
      ],
    },
    { kind: 'series', kpis: ['conversion_rate', 'checkout_abandonment_rate', 'visitor_conversion_rate'] },
    {
      kind: 'table',
      kpi: 'abandoned_orders',
      dimensions: ['exit_page', 'step', 'device', 'country', 'channel'],
    },
  ],
  carts: [
    {
      kind: 'cards',
      kpis: ['cart_abandonment_rate', 'abandoned_carts', 'abandoned_cart_value', 'cart_recovery_rate'],
    },
    {
      kind: 'series',
      kpis: ['cart_abandonment_rate', 'abandoned_carts', 'abandoned_cart_value', 'cart_recovery_rate'],
    },
    {
      kind: 'figures',
      title: 'figures',
      kpis: ['abandoned_carts', 'abandoned_cart_value', 'cart_abandonment_rate', 'cart_recovery_rate'],
      dimensions: ['page', 'step', 'device', 'country', 'channel'],
    },
  ],
  customers: [
    {
      kind: 'cards',
      kpis: [
        'new_customers',
        'new_customer_orders',
        'returning_customer_orders',
        'repeat_purchase_rate',
        'repeat_order_ratio',
        'churn_rate',
        'customer_lifetime_value',
        'ltv_to_cac',
      ],
    },
    {
      kind: 'series',
      kpis: ['new_customers', 'returning_customer_orders', 'repeat_purchase_rate', 'churn_rate'],
    },
    { kind: 'cohorts' },
    { kind: 'lifetime' },
    {
      kind: 'table',
      kpi: 'customer_lifetime_value',
      dimensions: ['channel', 'cohort', 'source', 'campaign'],
    },
    { kind: 'churn' },
    {
      kind: 'figures',
      title: 'figures',
      kpis: ['new_customers', 'returning_customer_orders'],
      dimensions: ['channel', 'country', 'source', 'campaign'],
    },
  ],
  acquisition: [
    { kind: 'attribution' },
    {
      kind: 'cards',
      kpis: [
        'visitors',
        'revenue',
        'customer_acquisition_cost',
        'return_on_ad_spend',
        'digital_marketing_roi',
        'ppc_conversions',
        'ppc_cost_per_purchase',
        'ltv_to_cac',
      ],
    },
    { kind: 'table', kpi: 'traffic_sources', dimensions: ['channel', 'source', 'medium', 'campaign'] },
    { kind: 'series', kpis: ['visits', 'visitors', 'revenue', 'digital_marketing_roi'] },
    {
      kind: 'figures',
      title: 'figures',
      of: { kpi: 'traffic_sources', columns: ['visits', 'orders', 'revenue', 'cost', 'roi'] },
      kpis: ['customer_acquisition_cost', 'return_on_ad_spend'],
      dimensions: ['campaign', 'source', 'medium', 'channel'],
    },
    { kind: 'cards', kpis: ['promotion_clicks', 'social_shares', 'new_visitors', 'returning_visitors'] },
  ],
  markets: [
    { kind: 'map', kpis: ['visits', 'orders', 'revenue', 'conversion_rate'] },
    {
      kind: 'figures',
      title: 'figures',
      kpis: ['visits', 'conversion_rate', 'orders', 'revenue', 'average_order_value', 'revenue_per_visit'],
      dimensions: ['country', 'language', 'region', 'device'],
    },
    {
      kind: 'figures',
      title: 'figures',
      kpis: ['orders', 'revenue', 'average_order_value', 'return_rate'],
      dimensions: ['currency', 'country', 'shipping_tier', 'payment_type'],
    },
  ],
  pages: [
    {
      kind: 'cards',
      kpis: [
        'page_views',
        'pages_per_visit',
        'time_on_site',
        'bounce_rate',
        'engagement_rate',
        'blog_traffic',
        'visits_per_visitor',
        'social_shares',
      ],
    },
    { kind: 'series', kpis: ['page_views', 'time_on_site', 'bounce_rate', 'engagement_rate'] },
    { kind: 'table', kpi: 'top_pages', dimensions: ['page', 'content_group'] },
    {
      kind: 'figures',
      title: 'figures',
      kpis: ['visits', 'bounce_rate', 'conversion_rate', 'revenue_per_visit'],
      dimensions: ['landing_page', 'exit_page', 'content_group', 'device', 'browser', 'os'],
    },
  ],
  search: [
    {
      kind: 'table',
      kpi: 'site_search',
      dimensions: ['search_term'],
      columns: ['searches', 'without_result', 'visits', 'conversion_rate'],
    },
    { kind: 'series', kpis: ['average_position'] },
    { kind: 'table', kpi: 'average_position', dimensions: ['query', 'page', 'country'] },
  ],
  email: [
    {
      kind: 'cards',
      kpis: [
        'newsletter_subscribers',
        'subscriber_growth_rate',
        'emails_opened',
        'emails_clicked',
        'email_open_rate',
        'email_click_through_rate',
        'unsubscribe_rate',
        'email_conversion_rate',
      ],
    },
    {
      kind: 'series',
      kpis: ['newsletter_subscribers', 'email_open_rate', 'email_click_through_rate', 'emails_opened'],
    },
    {
      kind: 'figures',
      title: 'figures',
      kpis: [
        'emails_opened',
        'emails_clicked',
        'email_open_rate',
        'email_click_through_rate',
        'unsubscribe_rate',
      ],
      dimensions: ['campaign'],
    },
  ],
  care: [
    {
      kind: 'cards',
      kpis: [
        'cases_opened',
        'active_issues',
        'first_response_time',
        'average_resolution_time',
        'escalation_rate',
        'customer_satisfaction',
        'net_promoter_score',
        'service_emails',
        'service_chats',
      ],
    },
    {
      kind: 'series',
      kpis: [
        'cases_opened',
        'first_response_time',
        'average_resolution_time',
        'customer_satisfaction',
        'net_promoter_score',
      ],
    },
    {
      kind: 'figures',
      title: 'figures',
      kpis: ['cases_opened', 'first_response_time', 'average_resolution_time', 'escalation_rate'],
      dimensions: ['case_channel', 'channel'],
    },
  ],
  reviews: [
    {
      kind: 'cards',
      kpis: ['product_reviews', 'social_engagement', 'social_shares', 'customer_satisfaction'],
    },
    { kind: 'series', kpis: ['product_reviews', 'social_engagement', 'social_shares'] },
    { kind: 'table', kpi: 'product_reviews', dimensions: ['product', 'category', 'brand'] },
    { kind: 'table', kpi: 'marketplace_reputation' },
    { kind: 'table', kpi: 'social_engagement', dimensions: ['network'], narrow: true },
    { kind: 'table', kpi: 'social_shares', dimensions: ['network'], narrow: true },
  ],
  vitals: [
    { kind: 'vitals' },
    { kind: 'cards', kpis: ['conversion_rate', 'bounce_rate', 'engagement_rate', 'pages_per_visit'] },
    {
      kind: 'figures',
      title: 'figures',
      kpis: ['conversion_rate', 'bounce_rate', 'time_on_site'],
      dimensions: ['device', 'browser', 'country'],
    },
  ],
};
