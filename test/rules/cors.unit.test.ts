import { describe, expect, test } from 'vitest';
import { areOurs, corsRule, covers } from '../../server/platform/storage/cors.js';

const desk = 'https://desk.example.com';
const theirs = { AllowedMethods: ['GET', 'PUT'], AllowedOrigins: [desk], AllowedHeaders: ['*'] };

describe('CORS rules of a bucket', () => {
  test.each([
    ['none', [], true],
    ['that of this version', [corsRule([desk])], true],
    ['that of earlier versions', [{ ...corsRule([]), ID: undefined }], true],
    ['one that somebody made', [theirs], false],
    ['one of everybody for reading', [{ ...corsRule([]), ID: undefined, AllowedMethods: ['GET'] }], false],
    ['ours and one that somebody made', [corsRule([]), theirs], false],
  ])('are set by the server, or not: %s', (_what, rules, ours) => {
    expect(areOurs(JSON.parse(JSON.stringify(rules)))).toBe(ours);
  });

  test.each([
    ['the same origin', theirs, [desk], true],
    ['all origins', { ...theirs, AllowedOrigins: ['*'] }, [desk, 'http://localhost:3000'], true],
    ['a pattern', { ...theirs, AllowedOrigins: ['https://*.example.com'] }, [desk], true],
    ['a pattern that does not fit', { ...theirs, AllowedOrigins: ['https://*.example.org'] }, [desk], false],
    ['one origin of two', theirs, [desk, 'https://portal.example.com'], false],
    ['all origins, when every one is to be let in', { ...theirs, AllowedOrigins: ['*'] }, [], true],
    ['one origin, when every one is to be let in', theirs, [], false],
    ['reading only', { ...theirs, AllowedMethods: ['GET'] }, [desk], false],
    ['no checksum', { ...theirs, AllowedHeaders: ['content-type'] }, [desk], false],
    ['the headers by name', { ...theirs, AllowedHeaders: ['Content-Type', 'x-amz-*'] }, [desk], true],
  ])('let pages upload and download, or not: %s', (_what, rule, origins, enough) => {
    expect(covers([rule], corsRule(origins))).toBe(enough);
  });
});
