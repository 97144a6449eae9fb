/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { CAUSE_RULES } from './causes';
import { silentSource } from './causes/silentSource';
import { isLive } from './needs';
import { Cause, VerdictInput } from './types';

/**
 * Chooses what is said of a service, from all causes that hold.
 *
 * 1. Bad news (tone `degraded`) from live sources comes first: it is true whatever else is unknown. A silent source is named after it.
 * 2. Else a silent source makes the verdict Unknown; what was last known is named after it, and nothing is green.
 * 3. Else the first cause in the order of {@link CAUSE_RULES}.
 *
 * `Alerting` and `OutOfSync` are headlines of services whose workloads are healthy. If a rollout is under way or paused while an alert fires or
 * a sync has failed, the health word stays the headline, with the tone and the sentence of the bad news.
 *
 * @internal
 */
export function chooseHeadline(input: VerdictInput): Cause {
  const found = CAUSE_RULES.flatMap(rule => {
    const cause = rule(input);
    return cause ? [{ rule, cause }] : [];
  });
  const causes = found.map(({ cause }) => cause);
  const unheard = found.find(({ rule }) => rule === silentSource)?.cause;
  const badNews = causes.find(
    cause => cause.tone === 'degraded' && isLive(input, cause.origin),
  );
  const others = (chosen: Cause) =>
    causes.filter(cause => cause !== chosen && cause.headline !== 'Healthy');

  if (badNews) {
    const chosen = keepHealthWord(badNews, causes, input);
    return {
      ...chosen,
      text: unheard ? `${chosen.text}; ${unheard.text}` : chosen.text,
      evidence: mergeEvidence(chosen, others(badNews)),
    };
  }
  if (unheard) {
    const lastKnown = causes.find(
      cause => cause !== unheard && !isNothingKnown(cause, input),
    );
    return {
      ...unheard,
      text: lastKnown
        ? `${unheard.text}; last known: ${describeLastKnown(lastKnown)}`
        : unheard.text,
      evidence: mergeEvidence(unheard, others(unheard)),
    };
  }
  const [first] = causes;
  return { ...first, evidence: mergeEvidence(first, others(first)) };
}

/** That nothing is bound is no memory worth telling, and neither is good health of a service that was never seen. */
function isNothingKnown(cause: Cause, input: VerdictInput): boolean {
  const seen =
    input.rollout.workloads.length + input.delivery.applications.length > 0;
  return !seen && cause.origin === 'portal';
}

function describeLastKnown(cause: Cause): string {
  return cause.headline === 'Healthy'
    ? 'Healthy'
    : `${cause.headline}, ${cause.text}`;
}

function keepHealthWord(
  badNews: Cause,
  causes: readonly Cause[],
  input: VerdictInput,
): Cause {
  if (badNews.headline !== 'Alerting' && badNews.headline !== 'OutOfSync') {
    return badNews;
  }
  const health = causes.find(
    cause =>
      cause.origin === 'rollout' &&
      (cause.headline === 'Progressing' || cause.headline === 'Suspended') &&
      isLive(input, 'rollout'),
  );
  return health
    ? {
        ...badNews,
        headline: health.headline,
        text: `${badNews.text}; ${health.text}`,
      }
    : badNews;
}

const MAX_EVIDENCE = 10;

function mergeEvidence(chosen: Cause, others: readonly Cause[]) {
  const all = [chosen, ...others].flatMap(cause => cause.evidence);
  const byThing = new Map(
    all.reverse().map(item => [`${item.kind} ${item.id}`, item]),
  );
  return [...byThing.values()].reverse().slice(0, MAX_EVIDENCE);
}
