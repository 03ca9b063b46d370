import {
  Activity,
  BadgePercent,
  Banknote,
  Filter,
  Gauge,
  Globe,
  Headset,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  Mail,
  Megaphone,
  Newspaper,
  Package,
  Radio,
  Search,
  ShoppingCart,
  Star,
  Store,
  Target,
  Upload,
  UserSearch,
  Users,
} from 'lucide-react';

export type ReportId =
  | 'live'
  | 'sales'
  | 'products'
  | 'funnel'
  | 'carts'
  | 'customers'
  | 'acquisition'
  | 'markets'
  | 'pages'
  | 'search'
  | 'email'
  | 'care'
  | 'reviews'
  | 'vitals'
  | 'goals'
  | 'kpis';

export interface Entry {
  id: ReportId | 'overview' | 'imports' | 'health' | 'sites' | 'keys' | 'persons';
  icon: LucideIcon;
}

/** The reports of a site in their groups, as the side shows them. */
export const GROUPS: readonly {
  id: 'today' | 'shop' | 'marketing' | 'service';
  entries: readonly Entry[];
}[] = [
  {
    id: 'today',
    entries: [
      { id: 'overview', icon: LayoutDashboard },
      { id: 'live', icon: Radio },
      { id: 'goals', icon: Target },
    ],
  },
  {
    id: 'shop',
    entries: [
      { id: 'sales', icon: Banknote },
      { id: 'products', icon: Package },
      { id: 'funnel', icon: Filter },
      { id: 'carts', icon: ShoppingCart },
      { id: 'customers', icon: Users },
    ],
  },
  {
    id: 'marketing',
    entries: [
      { id: 'acquisition', icon: Megaphone },
      { id: 'markets', icon: Globe },
      { id: 'pages', icon: Newspaper },
      { id: 'search', icon: Search },
      { id: 'email', icon: Mail },
    ],
  },
  {
    id: 'service',
    entries: [
      { id: 'care', icon: Headset },
      { id: 'reviews', icon: Star },
      { id: 'vitals', icon: Gauge },
      { id: 'kpis', icon: BadgePercent },
    ],
  },
];

/** What an admin sees beside. */
export const ADMIN_ENTRIES: readonly Entry[] = [
  { id: 'imports', icon: Upload },
  { id: 'health', icon: Activity },
  { id: 'sites', icon: Store },
  { id: 'keys', icon: KeyRound },
  { id: 'persons', icon: UserSearch },
];
