// Prints the peak memory of the process when it exits.
process.on('exit', () => {
  console.error(`peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
});
