/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Kubernetes quantities, as far as CPU and memory of a service need them.
 *
 * The grammar follows `k8s.io/apimachinery/pkg/api/resource.Quantity`; the
 * exponent form (`1e3`) is left out on purpose: nobody writes memory like that.
 */

const QUANTITY = /^(\d+(?:\.\d+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/;

const FACTORS: Record<string, number> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/**
 * A quantity in its base unit: cores for CPU, bytes for memory.
 *
 * @public
 */
export interface ParsedQuantity {
  /** The amount in cores or bytes. */
  value: number;
  /** The suffix as written, or an empty string. */
  unit: string;
}

/**
 * Reads a quantity such as `250m`, `0.5` or `512Mi`.
 *
 * @returns the parsed quantity, or undefined if the text is no quantity
 * @public
 */
export function parseQuantity(text: string): ParsedQuantity | undefined {
  const match = QUANTITY.exec(text);
  if (!match) {
    return undefined;
  }
  const unit = match[2] ?? '';
  return { value: Number(match[1]) * (FACTORS[unit] ?? 1), unit };
}
