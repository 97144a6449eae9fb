/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useEffect, useReducer } from 'react';
import { FeedState, Watchable } from '../api/ServiceHealthApi';

/**
 * Draws again after each change of something on the feed.
 *
 * @internal
 */
export function useWatchable<T>(watchable: Watchable<T>): FeedState<T> {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const before = watchable.current();
    const unsubscribe = watchable.subscribe(redraw);
    // It may have changed between drawing and subscribing.
    if (watchable.current() !== before) {
      redraw();
    }
    return unsubscribe;
  }, [watchable]);
  return watchable.current();
}
