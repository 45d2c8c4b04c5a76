export default { mode: "production", entry: { define: "./define.js", inline: "./inline.js", embed: "./embed.js" }, performance: false };
