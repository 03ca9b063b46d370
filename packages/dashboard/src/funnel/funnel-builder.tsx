import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { Field } from '../admin/field.js';
import form from '../admin/form.module.css';
import { en } from '../i18n/locales/en.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from '../ui/button.js';
import { Segmented } from '../ui/segmented.js';
import { CHECKOUT, type Funnel, type FunnelStep, MOST_STEPS } from './funnel.js';
import css from './funnel.module.css';

interface Props {
  funnel: Funnel;
  error: Error | null;
  onChange: (funnel: Funnel) => void;
}

interface Draft extends FunnelStep {
  /** Tells rows apart while they are moved. */
  id: number;
}

let made = 0;
const draftOf = (step: FunnelStep): Draft => ({ ...step, id: made++ });

/** Steps to choose: events with conditions, in order, and how strictly they follow each other. */
export function FunnelBuilder({ funnel, error, onChange }: Props) {
  const { t, event: eventName } = useWords();
  const list = useId();
  const [steps, setSteps] = useState(() => funnel.steps.map(draftOf));
  const [order, setOrder] = useState(funnel.order);
  const [within, setWithin] = useState(funnel.within);
  const [minutes, setMinutes] = useState(funnel.minutes === undefined ? '' : String(funnel.minutes));
  const change = (at: number, part: Partial<FunnelStep>) =>
    setSteps(steps.map((step, index) => (index === at ? { ...step, ...part } : step)));
  const move = (at: number, by: number) => {
    const moved = [...steps];
    moved.splice(at + by, 0, ...moved.splice(at, 1));
    setSteps(moved);
  };
  return (
    <form
      className={css.builder}
      aria-label={t('funnel.build')}
      onSubmit={(event) => {
        event.preventDefault();
        onChange({
          steps: steps.map(({ event: name, filter }) => ({ event: name.trim(), filter: filter.trim() })),
          order,
          within,
          minutes: minutes === '' ? undefined : Number(minutes),
        });
      }}
    >
      <datalist id={list}>
        {Object.keys(en.event).map((name) => (
          <option key={name} value={name}>
            {eventName(name)}
          </option>
        ))}
      </datalist>
      <ol className={css.rows}>
        {steps.map((step, index) => (
          <li key={step.id} className={css.row}>
            <Field
              label={t('funnel.step', { number: index + 1 })}
              name={`steps.${index}.event`}
              error={error}
            >
              <input
                list={list}
                required
                pattern="[a-z][a-z0-9_]{0,39}"
                value={step.event}
                onChange={(event) => change(index, { event: event.target.value })}
              />
            </Field>
            <Field label={t('funnel.where')} name={`steps.${index}.filter`} error={error}>
              <input
                placeholder="page=~/shoes"
                spellCheck={false}
                value={step.filter}
                onChange={(event) => change(index, { filter: event.target.value })}
              />
            </Field>
            <span className={css.rowButtons}>
              <Button
                look={['icon', 'small']}
                aria-label={t('funnel.up', { number: index + 1 })}
                isDisabled={index === 0}
                onPress={() => move(index, -1)}
              >
                <ArrowUp aria-hidden="true" />
              </Button>
              <Button
                look={['icon', 'small']}
                aria-label={t('funnel.down', { number: index + 1 })}
                isDisabled={index === steps.length - 1}
                onPress={() => move(index, 1)}
              >
                <ArrowDown aria-hidden="true" />
              </Button>
              <Button
                look={['icon', 'small']}
                aria-label={t('funnel.remove', { number: index + 1 })}
                isDisabled={steps.length <= 2}
                onPress={() => setSteps(steps.filter((one) => one !== step))}
              >
                <X aria-hidden="true" />
              </Button>
            </span>
          </li>
        ))}
      </ol>
      <div className={css.settings}>
        <Button
          isDisabled={steps.length >= MOST_STEPS}
          onPress={() => setSteps([...steps, draftOf({ event: '', filter: '' })])}
        >
          <Plus aria-hidden="true" /> {t('funnel.add')}
        </Button>
        <Segmented
          label={t('funnel.order')}
          options={(['loose', 'strict'] as const).map((id) => ({ id, text: t(`funnel.${id}`) }))}
          value={order}
          onChange={setOrder}
        />
        <Segmented
          label={t('funnel.within')}
          options={(['visit', 'visitor'] as const).map((id) => ({ id, text: t(`funnel.${id}`) }))}
          value={within}
          onChange={setWithin}
        />
      </div>
      <div className={css.settings}>
        <Field label={t('funnel.minutes')} name="time_limit_minutes" error={error}>
          <input
            type="number"
            min={1}
            max={within === 'visit' ? 1440 : 129_600}
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
        </Field>
      </div>
      <div className={form.actions}>
        <Button type="submit" look="main">
          {t('funnel.apply')}
        </Button>
        <Button
          onPress={() => {
            setSteps(CHECKOUT.steps.map(draftOf));
            setOrder(CHECKOUT.order);
            setWithin(CHECKOUT.within);
            setMinutes('');
            onChange(CHECKOUT);
          }}
        >
          {t('funnel.usual')}
        </Button>
      </div>
    </form>
  );
}
