/** Pages whose path matches `pattern` (a prefix, or a glob with `*`) belong to the content group `name`. */
export interface ContentGroupRule {
  name: string;
  pattern: string;
}
