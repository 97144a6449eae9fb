/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What sources of upstreams with an HTTP API share: requests with deadlines and limits, unknown JSON, upstream's texts, pauses and
 * back-off, and configuration that reports all of its faults.
 *
 * @packageDocumentation
 */

export * from './upstream/UpstreamFault';
export * from './upstream/UpstreamHttp';
export * from './upstream/config';
export * from './upstream/json';
export * from './upstream/readLines';
export * from './upstream/text';
export * from './upstream/time';
