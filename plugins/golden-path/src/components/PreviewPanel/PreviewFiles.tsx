/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeStyles } from '@material-ui/core/styles';
import { PreviewGroup } from '@openpolicy/plugin-golden-path-common';
import { useMemo, useState } from 'react';
import { FileList } from './FileList';
import { FileView } from './FileView';
import { entriesOf, FileEntry, openEntry, sectionsOf } from './presentPreview';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'minmax(170px, 2fr) minmax(0, 5fr)',
      height: 'clamp(320px, 60vh, 760px)',
      borderBottom: `1px solid ${theme.palette.divider}`,
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: '1fr',
        gridTemplateRows: '160px 320px',
        height: 'auto',
      },
      '& > :first-child': {
        borderRight: `1px solid ${theme.palette.divider}`,
      },
    },
  }),
  { name: 'GoldenPathPreviewFiles' },
);

/**
 * The files of a change, and the one that is open.
 *
 * @internal
 */
export function PreviewFiles(props: {
  /** Begins the ids of its parts. */
  id: string;
  groups: readonly PreviewGroup[];
}) {
  const { id, groups } = props;
  const classes = useStyles();
  const sections = useMemo(() => sectionsOf(groups), [groups]);
  const entries = useMemo(() => entriesOf(sections), [sections]);
  const [wanted, setWanted] = useState<FileEntry>();
  // A file goes when its reason goes, and comes back with the next letter.
  const chosen = openEntry(entries, wanted);
  return (
    <div className={classes.root}>
      <FileList
        id={`${id}-file`}
        sections={sections}
        chosen={chosen?.key}
        onChoose={setWanted}
      />
      {chosen && <FileView file={chosen.file} />}
    </div>
  );
}
