import { main } from '../../../../src/cli';

void main(process.argv.slice(2)).then(code => { process.exitCode = code; });
