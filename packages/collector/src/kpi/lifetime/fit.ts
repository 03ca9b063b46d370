/** Parameters of a model by name. */
export type ModelParameters<Name extends string> = Readonly<Record<Name, number>>;

/** Why a model could not be fitted. */
export type FitFailure =
  /** Fewer than `MIN_REPEAT_CUSTOMERS` customers came back. */
  | 'too-few-repeat-customers'
  /** The likelihood grows up to the end of a parameter's range: the data have no such spread as the model says. */
  | 'parameter-at-bound'
  /** The likelihood has a ridge for a top: over their whole ranges some parameters are about equally likely. */
  | 'flat-likelihood'
  /** The search ended short of a top. */
  | 'no-convergence'
  /** The top lies where the mean spend of the population is infinite (gamma-gamma with q ≤ 1). */
  | 'infinite-mean';

/** A model fitted by maximum likelihood. */
export interface Fitted<Name extends string> {
  converged: true;
  parameters: ModelParameters<Name>;
  /** Asymptotic standard errors, from the curvature of the likelihood at its top. */
  standardErrors: ModelParameters<Name>;
  /**
   * Parameters that could as well be 20 times larger or smaller, so that alone they say nothing. Forecasts can be sure
   * all the same: where next to nobody drops out, a and b are open, and next to nobody drops out.
   */
  uncertain: Name[];
  logLikelihood: number;
  /** Newton steps of the best start. */
  iterations: number;
  /** Customers that the likelihood is of. */
  customers: number;
}

/** A model that must not be used, and why. */
export interface NotFitted<Name extends string> {
  converged: false;
  reason: FitFailure;
  /** The reason in a sentence for people. */
  detail: string;
  /** The best parameters that were found, to look into the failure; not for forecasts. */
  best?: { parameters: ModelParameters<Name>; logLikelihood: number };
}

export type Fit<Name extends string> = Fitted<Name> | NotFitted<Name>;

/** Customers with a repeat purchase that a fit asks for. Each model has three or four parameters to learn. */
export const MIN_REPEAT_CUSTOMERS = 20;

/** The failure of a fit for which too few customers came back. */
export function tooFewRepeatCustomers<Name extends string>(found: number): NotFitted<Name> {
  return {
    converged: false,
    reason: 'too-few-repeat-customers',
    detail: `${found} customers have bought on a second day; at least ${MIN_REPEAT_CUSTOMERS} are needed`,
  };
}
