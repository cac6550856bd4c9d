document.getElementById('by').textContent = 'esbuild';
