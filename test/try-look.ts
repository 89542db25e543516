import { readFileSync, writeFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { embedCms, prepareSignature } from "#shared/pdf/sign.ts";
import { classicLetter, pageBody } from "./fixtures/pdf/letter.ts";
const font = new Uint8Array(readFileSync("node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf"));
function png(){ const w=120,h=80; const rows=[]; for(let y=0;y<h;y++){const r=Buffer.alloc(1+4*w); for(let x=0;x<w;x++){ const d=Math.hypot(x-60,y-40); r.set([200,20,30, d<38&&d>30?255:d<=30?90:0],1+4*x);} rows.push(r);} 
 const chunk=(t:string,d:Buffer)=>{const b=Buffer.alloc(12+d.length); b.writeUInt32BE(d.length,0); b.write(t,4,"latin1"); d.copy(b,8); return b;};
 const ihdr=Buffer.alloc(13); ihdr.writeUInt32BE(w,0); ihdr.writeUInt32BE(h,4); ihdr.set([8,6,0,0,0],8);
 return new Uint8Array(Buffer.concat([Buffer.from([0x89,0x50,0x4e,0x47,13,10,26,10]),chunk("IHDR",ihdr),chunk("IDAT",deflateSync(Buffer.concat(rows))),chunk("IEND",Buffer.alloc(0))]));}
const vowels="aăâeêioôơuưy"; const marks=["","\u0300","\u0301","\u0309","\u0303","\u0323"];
const letters=[...vowels].flatMap(v=>marks.map(m=>(v+m).normalize("NFC"))).concat(["đ"]);
const all=letters.concat(letters.map(l=>l.toUpperCase()));
const lines=[];for(let i=0;i<all.length;i+=25)lines.push(all.slice(i,i+25).join(""));
for (const [name,extra] of [["r0",""],["r90","/Rotate 90"],["r180","/Rotate 180"],["r270","/Rotate -90"],["crop","/CropBox [50 60 500 700] /Rotate 90"],["uu","/UserUnit 2 /Rotate 270"]] as const){
  const base=classicLetter({page:pageBody(extra)});
  writeFileSync(`/tmp/visible/try/base-${name}.pdf`,base);const p=prepareSignature(openPdf(sourceOf(base)),{time:new Date(),reserve:64,appearance:{page:1,rect:{x:100,y:150,width:250,height:120},font,marks:[{kind:"image",image:png(),box:{x:0,y:0,width:120,height:80}},...lines.map((text,i)=>({kind:"text" as const,text,size:12,x:4,y:100-16*i}))]}});
  writeFileSync(`/tmp/visible/try/${name}.pdf`,concatBytes([base,embedCms(p,Uint8Array.of(0x30,3,2,1,1))]));
  console.log(name,p.increment.length);
}
