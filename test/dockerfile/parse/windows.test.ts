import { describe, expect, test } from 'vitest';
import { _readStages } from '../../../src/dockerfile';
import { refusal } from '../vectors';

test('a stage for Windows is refused with the reason', () => {
  expect(refusal(() => _readStages('FROM scratch AS a\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2025 AS tool\n'))).toBe([
    'dockerfile/windows  at line 2',
    '  The stage "tool" is for Windows: its base is "mcr.microsoft.com/windows/nanoserver:ltsc2025".',
    '  Why: Images are declared for Linux, where its commands and paths do not work.',
    '  Fix: Build it from its own Dockerfile. If a file is for both systems, remove the stages for Windows.',
  ].join('\n'));
});

describe('is for Windows', () => {
  test.each([
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022',
    'FROM mcr.microsoft.com/windows/servercore/iis',
    'FROM golang:1.26-windowsservercore-ltsc2025',
    'FROM golang:$V-nanoserver',
    'FROM microsoft/nanoserver',
    'FROM mcr.microsoft.com/windows:ltsc2019',
    'FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8',
    'FROM mirror.example/windows/server:10',
    'FROM acme/base:1-ltsc2022',
    'FROM stefanscherer/chocolatey:nanoserver-sac2016',
    'ARG BASE=mcr.microsoft.com/windows/nanoserver:1809\nFROM $BASE',
    'FROM --platform=windows/amd64 golang',
    'FROM a\nSHELL ["powershell", "-Command"]',
    'FROM a\nSHELL ["C:\\\\Windows\\\\System32\\\\cmd.exe", "/S", "/C"]',
    '# escape=`\nFROM a\nWORKDIR C:\\app',
    'FROM a\nWORKDIR c:/app',
    'FROM a\nCOPY b C:/b/',
    'FROM a\nADD b C:/b',
    'FROM a\nVOLUME C:/data',
    'FROM a\nUSER ContainerAdministrator',
  ])('%s', text => expect(refusal(() => _readStages(`${text}\n`))).toMatch(/^dockerfile\/windows {2}at line \d/));
});

describe('is not', () => {
  test.each([
    '# escape=`\nFROM alpine\nRUN a `\n  b',
    'FROM scratch AS binaries-windows\nCOPY a.exe /',
    'FROM --platform=$BUILDPLATFORM golang AS build-windows\nENV GOOS=windows\nRUN go build -o /app.exe',
    'FROM mcr.microsoft.com/powershell:lts-alpine\nSHELL ["pwsh", "-Command"]',
    'FROM acme/windows:1',
    'FROM ghcr.io/acme/windows/cross:1',
    'FROM mcr.microsoft.com/dotnet/sdk:10.0',
    'FROM alpine\nRUN wine "C:\\\\app.exe"',
    'FROM alpine\nWORKDIR /c:/a',
  ])('%s', text => expect(() => _readStages(`${text}\n`)).not.toThrow());
});
