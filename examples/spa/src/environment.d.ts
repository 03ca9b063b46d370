interface ImportMetaEnv {
  /** The site's id in the collector. */
  readonly VITE_FOOTFALL_SITE?: string;
}
