/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The service spec of OpenPolicy: one schema, its rules, and the renderers that
 * turn it into manifests. Pure and isomorphic.
 *
 * @packageDocumentation
 */

export { GENERATOR_VERSION } from './version';
export {
  availabilityOf,
  isServing,
  RUNTIME_API_VERSION,
  scaleOf,
  serviceSpecSchema,
  type AutoscalingSpec,
  type BusinessMetric,
  type ServiceDependency,
  type ServicePort,
  type ServiceScale,
  type ServiceSpec,
  type ServiceSpecInput,
  type SpecPatch,
  type Waiver,
} from './spec/serviceSpec';
export {
  platformSpecSchema,
  resourceEndpointSchema,
  type EnvironmentSpec,
  type PlatformSpec,
  type ResourceEndpoint,
} from './spec/platformSpec';
export { parseQuantity, type ParsedQuantity } from './spec/quantity';
export { parseDurationSeconds } from './spec/duration';
export { LATENCY_BUCKETS_MILLISECONDS } from './spec/latencyBuckets';
export { isPublic, publicHosts } from './spec/publicHosts';
export {
  componentJsonSchema,
  platformSpecJsonSchema,
  serviceSpecJsonSchema,
} from './spec/jsonSchema';
export { serviceFormSchema } from './spec/formSchema';
export {
  platformReferencePage,
  referencePages,
  specReferencePage,
} from './reference/referencePages';
export type {
  GroupDefinition,
  PlatformDefinition,
  PlatformModel,
  ServiceDefinition,
} from './model/types';
export {
  readPlatformDefinition,
  readResourceEndpoint,
  readServiceDefinition,
  type ReadResult,
} from './model/readEntity';
export {
  buildModels,
  MODEL_KINDS,
  type SourcedEntity,
} from './model/buildModel';
export { sourceOf } from './model/sourceOf';
export {
  completeApiRef,
  findProvider,
  type Provider,
  type ProviderPort,
} from './model/providers';
export { resolveModel, resolveService } from './spec/resolveEnvironment';
export { edgesFrom, edgesTo, type DependencyEdge } from './graph/edges';
export { parseDependencyRef } from './graph/dependencies';
export { dependencyCycle } from './graph/cycles';
export {
  capacityAtMost,
  namespaceCapacity,
  podsAtMost,
  type Capacity,
  type NamespaceCapacity,
} from './capacity/namespaceCapacity';
export type {
  EnvironmentRule,
  Finding,
  FleetRule,
  PlatformRule,
  Rule,
  RuleExample,
  RuleInfo,
  ServiceRule,
  Severity,
  SpecRuleInfo,
  SystemRule,
  Violation,
} from './rules/types';
export { RULE_INFOS, RULES } from './rules/registry';
export { rulesPage } from './rules/rulesPage';
export { validateEndpoint } from './rules/endpointRules';
export { validatePlatform } from './rules/platformRules';
export { isBlocking, validateModel, validateService } from './rules/validate';
export { formatPath, getAtPath, parsePath } from './rules/paths';
export {
  factsOfPlatform,
  LINT_RULE_INFOS,
  LINT_RULES,
  lintObjects,
  lintPlatform,
  lintRepository,
  lintScript,
  lintService,
  lintWorkflow,
  ObjectIndex,
  ruleFileObject,
  type KnownService,
  type LintFinding,
  type LintObject,
  type LintOptions,
  type LintRule,
  type LintViolation,
  type PlatformFacts,
} from './lint';
export {
  ALERT_SIGNALS,
  alertLevels,
  type AlertLevel,
  type AlertSeverity,
  type AlertSignal,
} from './alerts/thresholds';
export { type AlertingRule } from './alerts/alertRule';
export { alertingRules, alertName } from './alerts/alertingRules';
export {
  RECORDED,
  recordingRules,
  type RecordingRule,
} from './alerts/recordingRules';
export { ruleGroups, type RuleGroup } from './alerts/ruleGroups';
export {
  alertSubjectOf,
  type AlertSubject,
  type RuleSubject,
} from './alerts/subject';
export {
  printPromQl,
  type LabelMatcher,
  type PromQlExpression,
} from './alerts/promql';
export {
  ANNOTATIONS,
  LABELS,
  platformLabels,
  selectorLabels,
  serviceLabels,
} from './render/conventions';
export type {
  FileContent,
  FileKind,
  Manifest,
  ManifestKind,
  ManifestValue,
  PlatformContext,
  RenderContext,
  RenderedFile,
  RepositoryContext,
} from './render/types';
export { specHash } from './render/provenance';
export {
  emitDocument,
  emitYaml,
  RENDERED_HEADER,
  type LineListener,
} from './render/emitYaml';
export {
  renderContextOf,
  renderPlacedManifests,
  renderFile,
  renderPlatform,
  renderRepository,
  renderService,
  renderServiceTests,
  renderServiceManifests,
  type PlacedManifest,
} from './render/renderPlatform';
export {
  explainLine,
  fieldCauses,
  locateLine,
  serviceCauses,
} from './explain/explainFile';
export { guardingRules } from './explain/guardingRules';
export type { Cause, ExplainContext, LineLocation } from './explain/types';
export { IMPORT_RULES } from './import/importRules';
export {
  importObjects,
  type ImportedService,
  type ObjectsImport,
} from './import/objects';
export type { Loss } from './import/losses';
export {
  importTable,
  type TableFinding,
  type TableImport,
  type TableImportOptions,
} from './import/table';
export * from './create';
export {
  CREATE_RULES,
  createFinding,
  type CreateRule,
} from './create/createRules';
export {
  goldenPathPermissions,
  goldenPathPortReservePermission,
  goldenPathServiceChangePermission,
  goldenPathServiceCreatePermission,
} from './permissions';
