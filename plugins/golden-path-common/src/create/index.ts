/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export {
  adoptService,
  type Adoption,
  type AdoptionInput,
} from './adopt/adoptService';
export { catalogFile, catalogFilePath, isCatalogFile } from './catalogFile';
export { changeSpecText } from './changeSpecText';
export {
  planDelivery,
  withDeliveryRepository,
  withoutService,
  withService,
  type FileChange,
} from './deliveryPlan';
export { draftOfEntity } from './draftOfEntity';
export { parseDraft } from './parseDraft';
export {
  changeableValues,
  changedEntity,
  createPreview,
  planService,
  type PreviewFile,
  type PreviewFinding,
  type PreviewGroup,
  type ReadDraft,
  type ServicePreview,
  type ServicePreviewOptions,
  type ServicePreviewResult,
  type ServicePreviewUpdate,
} from './preview';
export { repositoryFiles, type RepositoryInput } from './repository';
export {
  serviceDraftSchema,
  SKELETON_LANGUAGES,
  type ServiceDraft,
  type ServiceDraftInput,
} from './serviceDraft';
export { draftFieldOf, runtimeOf, serviceEntityOf } from './serviceEntity';
export type {
  RepositoryUpgrade,
  UpgradeFile,
  UpgradePlan,
} from './upgrade/types';
