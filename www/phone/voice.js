// A voice note or other audio: play, a wave to follow and to seek in, and the time.

import { h } from "../dom.js";
import { icon } from "../icons.js";

const BARS = 34;
let playing = null;

/** `started` is called once, when it is first played. */
export function drawVoice(content, message, started) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = content.url;
  const bars = wave(message.id).map((height) => h("i", { style: { "--tall": `${height}%` } }));
  const time = h("span", null, length(content.seconds));
  const button = h("button", { type: "button", "aria-label": "Play" }, icon("play", 20));
  const track = h("div.wave", { role: "slider", tabindex: "0", "aria-label": "Position", "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": "0" }, bars);
  let told = false;
  const paint = () => {
    const part = audio.duration ? audio.currentTime / audio.duration : 0;
    bars.forEach((bar, at) => bar.classList.toggle("on", at / BARS < part));
    track.setAttribute("aria-valuenow", Math.round(part * 100));
    time.textContent = audio.paused && !audio.currentTime ? length(content.seconds ?? audio.duration) : length(audio.currentTime);
  };
  const face = () => {
    button.replaceChildren(icon(audio.paused ? "play" : "pause", 20));
    button.setAttribute("aria-label", audio.paused ? "Play" : "Pause");
  };
  button.addEventListener("click", () => {
    if (!audio.paused) return audio.pause();
    playing?.pause();
    playing = audio;
    return audio.play().then(() => { if (!told) { told = true; started(); } }, () => { time.textContent = "cannot be played here"; });
  });
  const seek = (part) => { if (audio.duration) { audio.currentTime = Math.min(1, Math.max(0, part)) * audio.duration; paint(); } };
  track.addEventListener("click", (event) => {
    const box = track.getBoundingClientRect();
    seek((event.clientX - box.left) / box.width);
  });
  track.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 0.05, ArrowLeft: -0.05 }[event.key];
    if (step && audio.duration) { event.preventDefault(); seek(audio.currentTime / audio.duration + step); }
  });
  for (const name of ["play", "pause", "ended"]) audio.addEventListener(name, face);
  for (const name of ["timeupdate", "loadedmetadata", "ended"]) audio.addEventListener(name, paint);
  return h(`div.voice${message.played ? ".played" : ""}`, null, button, h("div", null, track, time), content.voice ? icon("mic", 16) : null);
}

function length(seconds) {
  if (!Number.isFinite(seconds)) return "";
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** The same note always looks the same: its wave comes from its id. */
function wave(id) {
  let seed = [...id].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) >>> 0, 7);
  return Array.from({ length: BARS }, (_, at) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const swell = 0.45 + 0.55 * Math.abs(Math.sin(at / 3.1 + (seed & 3)));
    return Math.round(16 + 84 * swell * (seed / 2 ** 32));
  });
}
