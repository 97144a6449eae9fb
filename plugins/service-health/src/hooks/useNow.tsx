/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useApi } from '@backstage/core-plugin-api';
import {
  createContext,
  PropsWithChildren,
  useContext,
  useEffect,
  useState,
} from 'react';
import { serviceHealthApiRef } from '../api/ServiceHealthApi';

const TICK_MS = 1_000;

const NowContext = createContext<Date | undefined>(undefined);

/**
 * Gives its children the time by the server's clock, once a second: one timer for all ages on the page.
 *
 * @internal
 */
export function NowProvider({ children }: PropsWithChildren<{}>) {
  const api = useApi(serviceHealthApiRef);
  const [now, setNow] = useState(() => new Date(api.now()));
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) {
        setNow(new Date(api.now()));
      }
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [api]);
  return <NowContext.Provider value={now}>{children}</NowContext.Provider>;
}

/**
 * The time by the server's clock.
 *
 * @throws Error outside of a {@link NowProvider}.
 * @internal
 */
export function useNow(): Date {
  const now = useContext(NowContext);
  if (!now) {
    throw new Error('useNow needs a NowProvider above it');
  }
  return now;
}
