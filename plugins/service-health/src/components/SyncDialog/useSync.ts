/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useAnalytics, useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { SyncAttempt } from '@openpolicy/plugin-service-health-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { describeError, statusOf } from '../../api/errors';
import { serviceHealthApiRef } from '../../api/ServiceHealthApi';
import { newIdempotencyKey } from './newIdempotencyKey';

/** The ledger is asked as well, since a quick operation may be replaced by the next before the page sees it. */
const LEDGER_INTERVAL_MS = 5_000;

const FINAL_OUTCOMES = ['succeeded', 'failed', 'refused'];

/**
 * Where a sync stands, from the dialog's point of view.
 *
 * `lost`: no answer came, the same request may be sent again. `refused`: the answer was no.
 *
 * @internal
 */
export type SyncState =
  | { step: 'confirm' }
  | { step: 'sending' }
  | { step: 'refused'; problem: string }
  | { step: 'lost'; problem: string }
  | { step: 'following'; attempt: SyncAttempt };

/**
 * One sync, from the confirmation to its end. The idempotency key belongs to the opening of the dialog, so that neither a second click nor
 * a lost answer makes a second operation.
 *
 * @internal
 */
export function useSync(options: {
  entityRef: string;
  applicationId: string;
}): { state: SyncState; send: (prune: boolean) => void } {
  const api = useApi(serviceHealthApiRef);
  const analytics = useAnalytics();
  const { entityRef, applicationId } = options;
  const [idempotencyKey] = useState(newIdempotencyKey);
  const [state, setState] = useState<SyncState>({ step: 'confirm' });
  const sending = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const send = useCallback(
    async (prune: boolean) => {
      // State arrives one draw later; the second click of a double click would slip through.
      if (sending.current) {
        return;
      }
      sending.current = true;
      setState({ step: 'sending' });
      analytics.captureEvent('sync', entityRef, {
        attributes: { prune },
      });
      let next: SyncState;
      try {
        const attempt = await api.requestSync({
          entityRef,
          applicationId,
          idempotencyKey,
          prune,
        });
        next = { step: 'following', attempt };
      } catch (error) {
        next = {
          step: wasAnswered(error) ? 'refused' : 'lost',
          problem: describeError(error),
        };
      }
      sending.current = false;
      if (mounted.current) {
        setState(next);
      }
    },
    [api, analytics, entityRef, applicationId, idempotencyKey],
  );

  const following = state.step === 'following' ? state.attempt : undefined;
  const attemptId = following?.id;
  const settled = FINAL_OUTCOMES.includes(following?.outcome ?? '');
  useEffect(() => {
    if (attemptId === undefined || settled) {
      return undefined;
    }
    const timer = setInterval(async () => {
      try {
        const attempts = await api.listSyncs(entityRef);
        const attempt = attempts.find(item => item.id === attemptId);
        if (attempt && mounted.current) {
          setState({ step: 'following', attempt });
        }
      } catch {
        // The live view is the first source of progress; the ledger is asked again soon.
      }
    }, LEDGER_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [api, entityRef, attemptId, settled]);

  return { state, send };
}

/**
 * A 5xx may come from a proxy in between while the request went through, so only a 4xx is a no, and a 503 in the server's own words: it is
 * given before anything is sent.
 */
function wasAnswered(error: unknown): boolean {
  const status = statusOf(error);
  if (status === undefined) {
    return false;
  }
  const { name } = (error as ResponseError).body?.error ?? {};
  return (
    (status >= 400 && status < 500) ||
    (status === 503 && name === 'ServiceUnavailableError')
  );
}
