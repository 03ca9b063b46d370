import type { LifetimeForecast } from '../compute.js';

/** The fitted models as the answer gives them, or what is known of the failure. */
export function modelsOf({ purchases, spend }: LifetimeForecast): Record<string, unknown> {
  return { purchases: modelOf('BG/NBD', purchases), spend: modelOf('gamma-gamma', spend) };
}

function modelOf(model: string, fit: LifetimeForecast['purchases'] | LifetimeForecast['spend']) {
  if (!fit.converged) {
    const { reason, detail, best } = fit;
    return { model, converged: false, reason, detail, ...(best ? { best_found: best.parameters } : {}) };
  }
  return {
    model,
    converged: true,
    ...fit.parameters,
    standard_errors: fit.standardErrors,
    uncertain: fit.uncertain,
    log_likelihood: fit.logLikelihood,
    iterations: fit.iterations,
    customers: fit.customers,
  };
}

/** What a reader must know before he trusts the prediction; empty where there is nothing. */
export function problemsOf({ purchases, spend }: LifetimeForecast): string[] {
  const problems: string[] = [];
  if (!purchases.converged)
    problems.push(`nothing is predicted: the model of purchases could not be fitted: ${purchases.detail}`);
  else if (purchases.uncertain.length > 0)
    problems.push(`the data leave ${purchases.uncertain.join(', ')} of the model of purchases open`);
  if (!spend.converged)
    problems.push(`no value is predicted: the model of spend could not be fitted: ${spend.detail}`);
  else if (spend.uncertain.length > 0)
    problems.push(`the data leave ${spend.uncertain.join(', ')} of the model of spend open`);
  return problems;
}
