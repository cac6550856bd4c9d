import fc from 'fast-check';

// The same random values in each run, so that a change alone can break a test. Others: FC_SEED=2 npm test
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
