/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useCallback, useEffect, useRef, useState } from 'react';
import { describeError, statusOf } from '../api/errors';

/**
 * Where a request stands. The last good value stays while it is asked for again.
 *
 * @internal
 */
export type Loaded<T> = {
  state: 'loading' | 'ready' | 'denied' | 'failed';
  value?: T;
  /** What went wrong, in a sentence. */
  problem?: string;
  reload: () => void;
};

/**
 * Loads something when the page opens and whenever what it depends on changes.
 *
 * @param load - keep its identity until it would load something else; undefined
 *   while there is nothing to ask for
 * @internal
 */
export function useLoaded<T>(
  load: ((signal: AbortSignal) => Promise<T>) | undefined,
): Loaded<T> {
  const [attempt, setAttempt] = useState(0);
  const [outcome, setOutcome] = useState<
    Omit<Loaded<T>, 'reload'> & { load: unknown }
  >({ state: 'loading', load });
  const reload = useCallback(() => setAttempt(count => count + 1), []);
  const last = useRef(load);

  useEffect(() => {
    if (!load) {
      return undefined;
    }
    const controller = new AbortController();
    const isSame = last.current === load;
    last.current = load;
    setOutcome(known => ({
      state: 'loading',
      value: isSame ? known.value : undefined,
      load,
    }));
    load(controller.signal).then(
      value => {
        if (!controller.signal.aborted) {
          setOutcome({ state: 'ready', value, load });
        }
      },
      error => {
        if (!controller.signal.aborted) {
          setOutcome(known => ({
            state: statusOf(error) === 403 ? 'denied' : 'failed',
            value: isSame ? known.value : undefined,
            problem: describeError(error),
            load,
          }));
        }
      },
    );
    return () => controller.abort();
  }, [load, attempt]);

  // Until the effect has run, the outcome is that of what was asked for before.
  const { load: asked, ...current } = outcome;
  return asked === load ? { ...current, reload } : { state: 'loading', reload };
}
