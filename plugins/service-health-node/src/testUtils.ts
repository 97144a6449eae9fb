/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What the tests of sources and of the backend share.
 *
 * @packageDocumentation
 */

export * from './testUtils/RecordingSink';
export * from './testUtils/FakeSource';
export * from './testUtils/FakeDeliveryProvider';
export * from './testUtils/describeSourceContract';
export * from './testUtils/TestServer';
export * from './testUtils/FakeTime';
