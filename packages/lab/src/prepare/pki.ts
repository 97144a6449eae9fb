/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { generateKeyPairSync } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exec } from '../runtime/exec';

/** A certificate to make: signed by `ca`, or by itself if it is one. */
interface CertificateRequest {
  name: string;
  subject: string;
  ca?: string;
  /** openssl extension lines. */
  extensions?: string;
}

// The front proxy has a CA of its own: whoever holds a certificate of it may
// name any user to an aggregated API server.
const requests: CertificateRequest[] = [
  { name: 'ca', subject: '/CN=lab-ca' },
  { name: 'front-proxy-ca', subject: '/CN=lab-front-proxy-ca' },
  {
    name: 'apiserver',
    subject: '/CN=kube-apiserver',
    ca: 'ca',
    extensions:
      'subjectAltName=IP:127.0.0.1,IP:10.96.0.1,DNS:localhost,DNS:kubernetes.default.svc',
  },
  {
    name: 'metrics-server',
    subject: '/CN=metrics-server',
    ca: 'ca',
    extensions:
      'subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:metrics-server.kube-system.svc',
  },
  {
    name: 'front-proxy-client',
    subject: '/CN=front-proxy-client',
    ca: 'front-proxy-ca',
    extensions: 'extendedKeyUsage=clientAuth',
  },
];

/**
 * Makes the lab's certificates (EC P-256, one year) as `<name>.crt` and
 * `<name>.key`, and the service account key pair `sa.key` and `sa.pub`.
 * @internal
 */
export async function writePki(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const accounts = writeKey(folder, 'sa', true);
  const authorities = requests.filter(request => !request.ca);
  await Promise.all(authorities.map(request => sign(folder, request)));
  const others = requests.filter(request => request.ca);
  await Promise.all(others.map(request => sign(folder, request)));
  await accounts;
}

async function writeKey(folder: string, name: string, withPublic = false) {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await writeFile(join(folder, `${name}.key`), pair.privateKey, {
    mode: 0o600,
  });
  if (withPublic) await writeFile(join(folder, `${name}.pub`), pair.publicKey);
}

async function sign(folder: string, request: CertificateRequest) {
  const { name, subject, ca, extensions } = request;
  await writeKey(folder, name);
  const cwd = folder;
  if (!ca) {
    await exec(
      'openssl',
      ['req', '-x509', '-new', '-key', `${name}.key`, '-subj', subject].concat([
        '-days',
        '365',
        '-out',
        `${name}.crt`,
      ]),
      { cwd },
    );
    return;
  }
  const { stdout: csr } = await exec(
    'openssl',
    ['req', '-new', '-key', `${name}.key`, '-subj', subject],
    { cwd },
  );
  await writeFile(join(folder, `${name}.ext`), `${extensions}\n`);
  await exec(
    'openssl',
    ['x509', '-req', '-CA', `${ca}.crt`, '-CAkey', `${ca}.key`]
      .concat(['-set_serial', String(1 + requests.indexOf(request))])
      .concat(['-days', '365', '-extfile', `${name}.ext`])
      .concat(['-out', `${name}.crt`]),
    { cwd, input: csr },
  );
  await rm(join(folder, `${name}.ext`));
}
