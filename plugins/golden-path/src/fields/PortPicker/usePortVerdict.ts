/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PortPool } from '../../api/GoldenPathApi';
import { Tone } from '../../status';
import { goldenPathTranslationRef } from '../../translation';
import { PortVerdict } from './presentPorts';

/** A verdict in a sentence; undefined if there is nothing to say. @internal */
export function usePortVerdict(
  pool: PortPool,
  wanted: unknown,
  verdict: PortVerdict,
  name: string | undefined,
): { tone: Tone; text: string } | undefined {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const port = String(wanted);
  const withNext = (problem: string) => ({
    tone: 'bad' as const,
    text:
      pool.next === undefined
        ? t('port.takeOther', { problem })
        : t('port.takeNext', { problem, next: String(pool.next) }),
  });
  switch (verdict.kind) {
    case 'empty':
      return undefined;
    case 'free':
      return { tone: 'good', text: t('port.isFree', { port }) };
    case 'kept':
      return {
        tone: 'good',
        text: t('port.kept', { port, name: name ?? '', until: verdict.until }),
      };
    case 'notNumber':
      return { tone: 'bad', text: t('port.isNumber') };
    case 'outside':
      return withNext(
        t('port.isOutside', {
          port,
          from: String(pool.pool.from),
          to: String(pool.pool.to),
        }),
      );
    case 'used':
      return withNext(t('port.usedBy', { port, by: verdict.by }));
    case 'live':
      return withNext(t('port.liveBy', { port, by: verdict.by }));
    default:
      return withNext(
        t('port.reservedBy', { port, by: verdict.by, until: verdict.until }),
      );
  }
}
