import { expect, test } from 'vitest';
import { runtimeMissingLocale } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

test.each([
  ['LANG', 'FROM scratch\nENV LANG=de_DE.UTF-8', ['LANG is de_DE.UTF-8, and the image has no such locale.']],
  ['LC_ALL first', 'FROM scratch\nENV LANG=C.UTF-8 LC_ALL=de_DE', ['LC_ALL is de_DE, and the image has no such locale.']],
  ['one that needs no data', 'FROM scratch\nENV LANG=C.UTF-8', []],
  ['one that is there', "FROM scratch\nCOPY <<'E' /usr/lib/locale/de_DE.utf8/LC_TIME\nE\nENV LANG=de_DE.UTF-8", []],
  ['another place', 'FROM scratch\nENV LANG=de_DE.UTF-8 LOCPATH=/opt/locale', []],
  ['a base that may have it', 'FROM debian:12\nENV LANG=de_DE.UTF-8', []],
  ['musl', 'FROM alpine:3.23\nENV LANG=de_DE.UTF-8', []],
  ['what a base sets', 'FROM ruby:3.4-slim', []],
])('%s', (_, dockerfile, expected) => {
  expect(saidOf(runtimeMissingLocale, `${dockerfile}\n`)).toEqual(expected);
});
