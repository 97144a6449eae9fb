/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Maps values by calls of which only so many are under way at a time. The first error ends it: no further call is begun.
 *
 * @internal
 */
export async function mapLimited<T, R>(
  values: readonly T[],
  limit: number,
  call: (value: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(values.length);
  let next = 0;
  let failed = false;
  const work = async () => {
    while (next < values.length && !failed) {
      const index = next++;
      try {
        results[index] = await call(values[index]);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(limit, values.length) }, work),
  );
  return results;
}
