import { describe, expect, test } from 'vitest';
import { areOurs, corsRule, covers } from '../../server/platform/storage/cors.js';

const desk = 'https://desk.example.com';
const theirs = { AllowedMethods: ['GET', 'PUT'], AllowedOrigins: [desk], AllowedHeaders: ['*'] };

describe('the CORS rules of a bucket', () => {
  test.each([
    ['none', [], true],
    ['the rule of this version', [corsRule([desk])], true],
    ['the rule of earlier versions', [{ ...corsRule([]), ID: undefined }], true],
    ['a rule of the operator', [theirs], false],
    ['a rule that lets everyone read', [{ ...corsRule([]), ID: undefined, AllowedMethods: ['GET'] }], false],
    ['a rule of the server and a rule of the operator', [corsRule([]), theirs], false],
  ])('can be replaced by the server, or not: %s', (_what, rules, ours) => {
    expect(areOurs(JSON.parse(JSON.stringify(rules)))).toBe(ours);
  });

  test.each([
    ['the same origin', theirs, [desk], true],
    ['all origins', { ...theirs, AllowedOrigins: ['*'] }, [desk, 'http://localhost:3000'], true],
    ['a pattern', { ...theirs, AllowedOrigins: ['https://*.example.com'] }, [desk], true],
    [
      'a pattern that does not match',
      { ...theirs, AllowedOrigins: ['https://*.example.org'] },
      [desk],
      false,
    ],
    ['one of two origins', theirs, [desk, 'https://portal.example.com'], false],
    ['all origins, when every origin is allowed', { ...theirs, AllowedOrigins: ['*'] }, [], true],
    ['one origin, when every origin is allowed', theirs, [], false],
    ['the method for reading only', { ...theirs, AllowedMethods: ['GET'] }, [desk], false],
    ['no checksum header', { ...theirs, AllowedHeaders: ['content-type'] }, [desk], false],
    ['each header by name', { ...theirs, AllowedHeaders: ['Content-Type', 'x-amz-*'] }, [desk], true],
  ])('allow pages to upload and download, or not: %s', (_what, rule, origins, enough) => {
    expect(covers([rule], corsRule(origins))).toBe(enough);
  });
});
