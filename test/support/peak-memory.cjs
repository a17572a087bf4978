// Tells at the end of a process how much memory it had at most.
process.on('exit', () => {
  console.error(`peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
});
