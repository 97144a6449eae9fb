/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import ExtensionIcon from '@material-ui/icons/Extension';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import MemoryIcon from '@material-ui/icons/Memory';
import StorageIcon from '@material-ui/icons/Storage';

/** The catalog's own icons of these kinds. @internal */
export const KIND_ICONS = {
  component: MemoryIcon,
  api: ExtensionIcon,
  resource: StorageIcon,
  unknown: HelpOutlineIcon,
};
