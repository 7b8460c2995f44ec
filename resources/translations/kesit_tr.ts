<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="tr" sourcelanguage="en">
  <context>
    <name>Kesit</name>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>sorted by time</source>
      <translation>zamana göre sıralı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>sorted by instance number</source>
      <translation>görüntü numarasına göre sıralı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>sorted by frame number</source>
      <translation>kare numarasına göre sıralı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>sorted by file name</source>
      <translation>dosya adına göre sıralı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>at detector</source>
      <translation>dedektörde</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>calibrated</source>
      <translation>kalibre edilmiş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>in the scan</source>
      <translation>taramada</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>Axial</source>
      <translation>Aksiyel</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>Coronal</source>
      <translation>Koronal</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>Sagittal</source>
      <translation>Sagital</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>MIP</source>
      <translation>MIP</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>MinIP</source>
      <translation>MinIP</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>Mean</source>
      <translation>Ortalama</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>Image {number} / {count}</source>
      <translation>Görüntü {number} / {count}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>{projection} {thickness} mm, {planes} planes</source>
      <translation>{projection} {thickness} mm, {planes} düzlem</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>Zoom {zoom:.0%}</source>
      <translation>Büyütme {zoom:.0%}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>Series</source>
      <translation>Seri</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>Oblique ({plane})</source>
      <translation>Oblik ({plane})</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>No slab</source>
      <translation>Kalınlıksız</translation>
    </message>
    <message>
      <location filename="../../viewer/core/corner_text.py" />
      <source>Turned {angle:.0f}°</source>
      <translation>Döndürme {angle:.0f}°</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>Positive</source>
      <translation>Pozitif</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>Indeterminate</source>
      <translation>Belirsiz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>Negative</source>
      <translation>Negatif</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>Not evaluated</source>
      <translation>Değerlendirilmedi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>{count} positive</source>
      <translation>{count} pozitif</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>{count} indeterminate</source>
      <translation>{count} belirsiz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>{count} negative</source>
      <translation>{count} negatif</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>{count} not evaluated</source>
      <translation>{count} değerlendirilmedi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>{classes}: holds the truth in {share} of such images</source>
      <translation>{classes}: bu tür görüntülerin {share} kadarında gerçeği içerir</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>Of {answered} images so far ({total} in all): {parts}</source>
      <translation>Şu ana kadar {answered} görüntüden (toplam {total}): {parts}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>{reason}.
The figures below are what the network computed. They are withheld: no answer.</source>
      <translation>{reason}.
Aşağıdaki sayılar ağın hesapladıklarıdır. Yanıt olarak verilmemektedir.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>None of the classes is plausible.</source>
      <translation>Sınıfların hiçbiri akla yatkın değil.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>None of {total} images looked at yet</source>
      <translation>{total} görüntüden henüz hiçbirine bakılmadı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source>Of {total} images: {parts}</source>
      <translation>{total} görüntüden: {parts}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/finding.py" />
      <source> or </source>
      <translation> veya </translation>
    </message>
    <message>
      <location filename="../../viewer/core/header_place.py" />
      <source>A plane has no header of its own. This is that of the slice nearest to its middle: {slice}.</source>
      <translation>Düzlemin kendi başlığı yoktur. Bu, ortasına en yakın kesitin başlığıdır: {slice}.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/heat_place.py" />
      <source>Peak near {where}; above half of it roughly {extent}, seen in cells of about {cell}.</source>
      <translation>Tepe {where} yakınında; yarısının üstü yaklaşık {extent}, yaklaşık {cell} boyutlu hücrelerle görülüyor.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/heat_place.py" />
      <source>The peak lies outside the body: the answer rests on the background ({share:.0%} of the evidence lies there).</source>
      <translation>Tepe vücudun dışında: yanıt arka plana dayanıyor (kanıtın {share:.0%} kadarı orada).</translation>
    </message>
    <message>
      <location filename="../../viewer/core/heat_place.py" />
      <source>pixel ({x:.0f}, {y:.0f})</source>
      <translation>piksel ({x:.0f}, {y:.0f})</translation>
    </message>
    <message>
      <location filename="../../viewer/core/image_colours.py" />
      <source>Grey</source>
      <translation>Gri</translation>
    </message>
    <message>
      <location filename="../../viewer/core/image_colours.py" />
      <source>Inverted grey</source>
      <translation>Ters gri</translation>
    </message>
    <message>
      <location filename="../../viewer/core/image_colours.py" />
      <source>Hot iron</source>
      <translation>Kızgın demir</translation>
    </message>
    <message>
      <location filename="../../viewer/core/image_colours.py" />
      <source>Hot metal blue</source>
      <translation>Kızgın metal mavi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/image_colours.py" />
      <source>PET rainbow</source>
      <translation>PET gökkuşağı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/image_colours.py" />
      <source>PET in 20 steps</source>
      <translation>20 basamaklı PET</translation>
    </message>
    <message>
      <location filename="../../viewer/core/image_colours.py" />
      <source>Inferno (even steps)</source>
      <translation>Inferno (eşit basamaklı)</translation>
    </message>
    <message>
      <location filename="../../viewer/core/image_colours.py" />
      <source>Magma (even steps)</source>
      <translation>Magma (eşit basamaklı)</translation>
    </message>
    <message>
      <location filename="../../viewer/core/image_colours.py" />
      <source>Viridis (even steps)</source>
      <translation>Viridis (eşit basamaklı)</translation>
    </message>
    <message>
      <location filename="../../viewer/core/image_colours.py" />
      <source>Cividis (even steps, for the colour-blind)</source>
      <translation>Cividis (eşit basamaklı, renk körleri için)</translation>
    </message>
    <message>
      <location filename="../../viewer/core/measurement.py" />
      <source>Length</source>
      <translation>Uzunluk</translation>
    </message>
    <message>
      <location filename="../../viewer/core/measurement.py" />
      <source>Angle</source>
      <translation>Açı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/measurement.py" />
      <source>Cobb angle</source>
      <translation>Cobb açısı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/measurement.py" />
      <source>Rectangle</source>
      <translation>Dikdörtgen</translation>
    </message>
    <message>
      <location filename="../../viewer/core/measurement.py" />
      <source>Ellipse</source>
      <translation>Elips</translation>
    </message>
    <message>
      <location filename="../../viewer/core/measurement.py" />
      <source>Freehand region</source>
      <translation>Serbest çizim alanı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/measurement.py" />
      <source>Point</source>
      <translation>Nokta</translation>
    </message>
    <message>
      <location filename="../../viewer/core/measurement.py" />
      <source>Arrow</source>
      <translation>Ok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/measurement_text.py" />
      <source>column {column}, row {row}</source>
      <translation>sütun {column}, satır {row}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/measurement_text.py" />
      <source>mean {mean}</source>
      <translation>ort. {mean}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/measurement_text.py" />
      <source>min {low}, max {high}</source>
      <translation>en az {low}, en çok {high}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/measurement_text.py" />
      <source>area {area}</source>
      <translation>alan {area}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/phases.py" />
      <source>Phase {number} / {count}</source>
      <translation>Faz {number} / {count}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: it holds no page</source>
      <translation>hasarlı: içinde sayfa yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: cannot be read ({reason}), {count} bytes</source>
      <translation>hasarlı: okunamıyor ({reason}), {count} bayt</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: frame {number} of the video cannot be decoded</source>
      <translation>hasarlı: videonun {number}. karesi çözülemiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: its DICOM header goes on after {count} elements</source>
      <translation>hasarlı: DICOM başlığı {count} öğeden sonra da sürüyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: its JPEG 2000 data is not of the size that its header says</source>
      <translation>hasarlı: JPEG 2000 verisi başlığın söylediği boyutta değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: its header does not give the order of its bytes</source>
      <translation>hasarlı: başlığı bayt sırasını söylemiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: its header does not say where its pixel data is</source>
      <translation>hasarlı: başlığı piksel verisinin nerede olduğunu söylemiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: its pixel data would start in front of the file</source>
      <translation>hasarlı: piksel verisi dosyanın başından önce başlıyor görünüyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: its pixels are not as many as its header says</source>
      <translation>hasarlı: piksel sayısı başlığın söylediği kadar değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: its placement in the patient has no extent</source>
      <translation>hasarlı: hastadaki yerleşiminin uzantısı yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: its tiles are larger than the page</source>
      <translation>hasarlı: karoları sayfadan büyük</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: the pixel data is no video stream that is known</source>
      <translation>hasarlı: piksel verisi bilinen bir video akışı değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: the pixel data is not {syntax}, nor anything else that is known</source>
      <translation>hasarlı: piksel verisi ne {syntax} ne de bilinen başka bir şey</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: {count} bytes of video cannot hold {frames} frames</source>
      <translation>hasarlı: {count} baytlık videoya {frames} kare sığmaz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>damaged: {kind} with an odd number of columns</source>
      <translation>hasarlı: tek sayıda sütunu olan {kind}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>truncated: the video ends before frame {number}</source>
      <translation>eksik: video {number}. kareden önce bitiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{count} of {total} bytes are there</source>
      <translation>{total} baytın {count} kadarı var</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>its frame has not the size that its header says</source>
      <translation>karesi başlığın söylediği boyutta değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{file}: holds no image but a {what}</source>
      <translation>{file}: görüntü değil, {what} içeriyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>has no frame {number}; its frames are 0 to {last}</source>
      <translation>{number}. karesi yok; kareleri 0 ile {last} arasında</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>a link, which is not followed</source>
      <translation>bir bağlantı; bağlantılar izlenmez</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: {syntax} ({uid}): its pixels lie on a server</source>
      <translation>desteklenmiyor: {syntax} ({uid}): pikselleri bir sunucuda</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: {syntax} ({uid})</source>
      <translation>desteklenmiyor: {syntax} ({uid})</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: pixel data in a private element of ELSCINT</source>
      <translation>desteklenmiyor: ELSCINT'in özel öğesindeki piksel verisi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: a JPEG of {count} bits outside of DICOM</source>
      <translation>desteklenmiyor: DICOM dışında {count} bitlik JPEG</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: a MetaImage with its pixel data in several files</source>
      <translation>desteklenmiyor: piksel verisi birkaç dosyada olan MetaImage</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: an NRRD with its pixel data in several files</source>
      <translation>desteklenmiyor: piksel verisi birkaç dosyada olan NRRD</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: a TIFF file of more than two dimensions to a page</source>
      <translation>desteklenmiyor: sayfası ikiden çok boyutlu TIFF dosyası</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: a TIFF file of {count} numbers to a pixel</source>
      <translation>desteklenmiyor: pikselinde {count} sayı olan TIFF dosyası</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: a TIFF file with {name} compression</source>
      <translation>desteklenmiyor: {name} sıkıştırmalı TIFF dosyası</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: an archive of more than {count} GiB</source>
      <translation>desteklenmiyor: {count} GiB'den büyük arşiv</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: an archive of more than {count} files</source>
      <translation>desteklenmiyor: {count} dosyadan çoğu olan arşiv</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: its pixel data lies in another folder</source>
      <translation>desteklenmiyor: piksel verisi başka bir klasörde</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: more than {count} slices in one file</source>
      <translation>desteklenmiyor: tek dosyada {count} kesitten çoğu</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: pixel data that follows something else</source>
      <translation>desteklenmiyor: başka bir şeyin ardından gelen piksel verisi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: the encoding of its values</source>
      <translation>desteklenmiyor: değerlerinin kodlaması</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: the order of its axes</source>
      <translation>desteklenmiyor: eksenlerinin sırası</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: values of type {type}</source>
      <translation>desteklenmiyor: {type} türünde değerler</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: {count} GiB of compressed pixel data</source>
      <translation>desteklenmiyor: {count} GiB sıkıştırılmış piksel verisi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not supported: {columns} x {rows} pixels</source>
      <translation>desteklenmiyor: {columns} x {rows} piksel</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>its header does not say what kind of object it is</source>
      <translation>başlığı ne tür bir nesne olduğunu söylemiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>its copy would still have {what}</source>
      <translation>kopyasında hâlâ {what} kalırdı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>its pixels could not be copied as they are</source>
      <translation>pikselleri olduğu gibi kopyalanamadı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>its header cannot be written again ({reason})</source>
      <translation>başlığı yeniden yazılamıyor ({reason})</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>cannot be copied ({reason})</source>
      <translation>kopyalanamıyor ({reason})</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not a DICOM file: answers in DICOM belong to a DICOM study</source>
      <translation>DICOM dosyası değil: DICOM yanıtlar bir DICOM incelemesine aittir</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>its header has no {keyword}, so nothing can refer to it</source>
      <translation>başlığında {keyword} yok; bu yüzden ona hiçbir şey gönderme yapamaz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>not an image of a patient but made from such: {kind}</source>
      <translation>hastanın görüntüsü değil, böyle görüntülerden yapılmış: {kind}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>no frame was evaluated</source>
      <translation>hiçbir kare değerlendirilmedi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>it has no Frame of Reference UID</source>
      <translation>Frame of Reference UID'si yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>its frames have no position, orientation or spacing in the patient</source>
      <translation>karelerinin hastadaki konumu, yönü ya da aralığı yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>its frames differ in size</source>
      <translation>karelerinin boyutları farklı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>its frames differ in spacing</source>
      <translation>karelerinin piksel aralıkları farklı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>its frames are not parallel</source>
      <translation>kareleri paralel değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>several of its frames lie at one place</source>
      <translation>birkaç karesi aynı yerde</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>it is not one whole multi-frame file</source>
      <translation>tek ve tam bir çok kareli dosya değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>its heat maps need more than 2 GiB</source>
      <translation>ısı haritaları 2 GiB'den çok yer ister</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>the volume is not that of the series</source>
      <translation>hacim bu serinin hacmi değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is too large to be a card</source>
      <translation>{path} bir kart için çok büyük</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>the card is not a JSON object</source>
      <translation>kart bir JSON nesnesi değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>card format {number} is not known to this version ({known})</source>
      <translation>{number} kart biçimini bu sürüm bilmiyor ({known})</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>input mean and std must be three numbers each, std above 0</source>
      <translation>girdinin mean ve std değerleri üçer sayı olmalı, std 0'ın üstünde</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>features {name} for distances are not known to this version</source>
      <translation>uzaklıklar için {name} özniteliklerini bu sürüm bilmiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>conformal alpha lies between 0 and 1, and so does its quantile</source>
      <translation>conformal alpha 0 ile 1 arasındadır, quantile değeri de öyle</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>name {name} is not the name of a model</source>
      <translation>{name} bir model adı olamaz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>classes have names of 1 to {count} letters</source>
      <translation>sınıf adları 1 ile {count} harf arasındadır</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>a model has 2 to 1000 classes with different names</source>
      <translation>bir modelin adları farklı 2 ile 1000 arası sınıfı olur</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>negative_class {name} is not one of the classes</source>
      <translation>negative_class {name} sınıflardan biri değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>input size {size} is not between 8 and 2048</source>
      <translation>girdi boyutu {size}, 8 ile 2048 arasında değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>temperature must be above 0 and threshold between 0 and 1</source>
      <translation>temperature 0'ın üstünde, threshold 0 ile 1 arasında olmalı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>thresholds must be between 0 and 1</source>
      <translation>eşikler 0 ile 1 arasında olmalı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>covers: the smallest side and the largest aspect are 1 or more</source>
      <translation>covers: en küçük kenar ve en büyük en boy oranı en az 1'dir</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{field} name {name}, which is not one of the classes</source>
      <translation>{field}, sınıflardan biri olmayan {name} adını veriyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>expected a list of names, found {value}</source>
      <translation>ad listesi bekleniyordu, {value} bulundu</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} does not fit the architecture {architecture} of its card: {reason}</source>
      <translation>{path}, kartındaki {architecture} mimarisine uymuyor: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path}: {name} has {count} columns, not {expected}</source>
      <translation>{path}: {name} {expected} değil {count} sütunlu</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>it is nested too deeply</source>
      <translation>iç içe çok derin</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>it is no JSON: {reason}</source>
      <translation>JSON değil: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>the card's {part} part is not a JSON object</source>
      <translation>kartın {part} bölümü bir JSON nesnesi değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>unknown field {name} in the card's {part} part</source>
      <translation>kartın {part} bölümünde bilinmeyen alan: {name}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>field {name} in the card's {part} part cannot be {value}</source>
      <translation>kartın {part} bölümündeki {name} alanı {value} olamaz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is damaged or not a safetensors file: its header cannot be so long</source>
      <translation>{path} hasarlı ya da safetensors dosyası değil: başlığı bu kadar uzun olamaz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is damaged or not a safetensors file: its header is no object</source>
      <translation>{path} hasarlı ya da safetensors dosyası değil: başlığı bir nesne değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} carries notes that no model of this program has</source>
      <translation>{path}, bu programın hiçbir modelinde olmayan notlar taşıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{name} is no tensor that a model of this program has</source>
      <translation>{name}, bu programın modellerinde olan bir tensör değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{value} is no number</source>
      <translation>{value} bir sayı değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>a key stands there twice</source>
      <translation>bir anahtar iki kez geçiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is larger than any model of this program</source>
      <translation>{path} bu programın her modelinden büyük</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{name} holds what is no number</source>
      <translation>{name} sayı olmayan değerler içeriyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>unknown architecture {name}; known are {known}, and CNNs as timm:NAME or torchvision:NAME</source>
      <translation>bilinmeyen mimari {name}; bilinenler: {known} ve timm:AD ya da torchvision:AD olarak CNN'ler</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>unknown architecture {name}: there is no such network, or it is no CNN</source>
      <translation>bilinmeyen mimari {name}: böyle bir ağ yok ya da CNN değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>the architecture {name} cannot be used: {reason}</source>
      <translation>{name} mimarisi kullanılamıyor: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>the architecture {name} does not end in a feature map but in {shape}</source>
      <translation>{name} mimarisi öznitelik haritasıyla değil {shape} ile bitiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>it has {count} weights, more than can be trained or answered with here</source>
      <translation>{count} ağırlığı var; burada eğitilebilecek ya da yanıt verebilecek olandan çok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>no CUDA device is available; use --device cpu</source>
      <translation>CUDA aygıtı yok; --device cpu kullanın</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>its bank holds {count} features of an image, the network gives {expected}</source>
      <translation>bankasında görüntü başına {count} öznitelik var, ağ {expected} veriyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{model} answers otherwise than where it was made, by {difference}</source>
      <translation>{model} yapıldığı yerdekinden farklı yanıt veriyor, fark {difference}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{folder}: its stored answers cannot be read ({reason})</source>
      <translation>{folder}: saklanan yanıtları okunamıyor ({reason})</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is not a readable table of answers: {reason}</source>
      <translation>{path} okunabilir bir yanıt tablosu değil: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is a table of other classes than those of its model</source>
      <translation>{path}, modelinin sınıflarından başka sınıfların tablosu</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{data} is no data set that can be read: name {kinds}</source>
      <translation>{data} okunabilecek bir veri kümesi değil; şunlardan birini verin: {kinds}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>a folder with one sub-folder per class, a folder with train and test folders of such, a .csv or .parquet manifest, MNIST's IDX files, or a MedMNIST .npz file</source>
      <translation>her sınıf için bir alt klasörü olan klasör, böylelerinden oluşan train ve test klasörleri, .csv ya da .parquet listesi, MNIST'in IDX dosyaları ya da MedMNIST .npz dosyası</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is not there any more, or has changed</source>
      <translation>{path} artık yok ya da değişmiş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{folder}: {names} are parts of a split and not classes; put the images of each class into a folder of its own below each of them</source>
      <translation>{folder}: {names} sınıf değil, bir bölümlemenin parçalarıdır; her sınıfın görüntülerini bunların her birinin altında kendi klasörüne koyun</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{source} has validation or test images but none to train on</source>
      <translation>{source} içinde doğrulama ya da test görüntüleri var ama eğitilecek görüntü yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{source}: the training part has no images of {names}, other parts have</source>
      <translation>{source}: eğitim bölümünde {names} görüntüsü yok, öteki bölümlerde var</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} has no rows</source>
      <translation>{path} içinde satır yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} has no column {name}; a manifest has path and label, and may have group and split. Found: {found}</source>
      <translation>{path} içinde {name} sütunu yok; listede path ve label bulunur, group ve split de olabilir. Bulunan: {found}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{place}, line {line}: path or label is empty</source>
      <translation>{place}, satır {line}: path ya da label boş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{place}, line {line}: split is {value}, not train, validation or test</source>
      <translation>{place}, satır {line}: split {value}; train, validation ya da test olmalı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{place}, line {line}: {image} is named twice, with different labels, groups or splits</source>
      <translation>{place}, satır {line}: {image} farklı label, group ya da split ile iki kez geçiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} cannot be read as a CSV table in UTF-8: {reason}</source>
      <translation>{path} UTF-8 bir CSV tablosu olarak okunamıyor: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} cannot be read as a Parquet table: {reason}</source>
      <translation>{path} Parquet tablosu olarak okunamıyor: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path}: reading Parquet needs the package pyarrow or polars, and neither is installed. Install it with pip install "kesit[parquet]", or save the table as CSV</source>
      <translation>{path}: Parquet okumak için pyarrow ya da polars paketi gerekir, ikisi de kurulu değil. pip install "kesit[parquet]" ile kurun ya da tabloyu CSV olarak kaydedin</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path}: images are {type} {shape}; they must be uint8 (N, H, W) or (N, H, W, 3)</source>
      <translation>{path}: görüntüler {type} {shape}; uint8 (N, H, W) ya da (N, H, W, 3) olmalı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path}: labels are {type} {shape}; there must be one class per image</source>
      <translation>{path}: etiketler {type} {shape}; her görüntünün bir sınıfı olmalı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path}: {count} images have {labels} labels</source>
      <translation>{path}: {count} görüntünün {labels} etiketi var</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is cut short: {count} of {total} values are there</source>
      <translation>{path} yarım kalmış: {total} değerin {count} kadarı var</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is cut short within its header</source>
      <translation>{path} başlığının içinde yarım kalmış</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} claims to hold {count} values</source>
      <translation>{path} içinde {count} değer olduğunu öne sürüyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is not called like an IDX file, train-images-idx3-ubyte for example</source>
      <translation>{path} bir IDX dosyası gibi adlandırılmamış, örneğin train-images-idx3-ubyte</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{folder}: {name} is there, its {other} are not</source>
      <translation>{folder}: {name} var, ona ait {other} yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is not a readable .npz file: {reason}</source>
      <translation>{path} okunabilir bir .npz dosyası değil: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is not a readable IDX file: {reason}</source>
      <translation>{path} okunabilir bir IDX dosyası değil: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} has no arrays train_images and train_labels; found: {found}</source>
      <translation>{path} içinde train_images ve train_labels dizileri yok; bulunan: {found}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is not an IDX file of bytes with one or three dimensions</source>
      <translation>{path} bir ya da üç boyutlu baytlardan oluşan bir IDX dosyası değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>the boxes in {path} name none of the images</source>
      <translation>{path} içindeki kutular görüntülerin hiçbirini anmıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>the boxes in {path} cannot be read: {reason}</source>
      <translation>{path} içindeki kutular okunamıyor: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path}, line {line}: a box has the columns image, x, y, width and height, as numbers</source>
      <translation>{path}, satır {line}: kutunun image, x, y, width ve height sütunları vardır, sayı olarak</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path}, line {line}: the box is not inside its image; fractions are wanted</source>
      <translation>{path}, satır {line}: kutu görüntüsünün içinde değil; kesirli değerler bekleniyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>a class has only {count} independent groups of images: {folds} folds cannot each hold one out</source>
      <translation>bir sınıfın yalnızca {count} bağımsız görüntü grubu var: {folds} katın her birine biri ayrılamaz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>class number {number} cannot be split: its images are too few, or nearly all copies of one another</source>
      <translation>{number} numaralı sınıf bölünemiyor: görüntüleri çok az ya da neredeyse hepsi birbirinin kopyası</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>a class has fewer than two independent groups of images: nothing could be held out for measuring</source>
      <translation>bir sınıfın ikiden az bağımsız görüntü grubu var: ölçmek için hiçbir şey ayrılamazdı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>this data set comes with a split of its own, which folds would mix: name its training part alone, or leave the folds away</source>
      <translation>bu veri kümesi kendi bölümlemesiyle geliyor, katlar onu karıştırırdı: yalnızca eğitim bölümünü verin ya da katlardan vazgeçin</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} does not describe a training run: {reason}</source>
      <translation>{path} bir eğitim çalışmasını anlatmıyor: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>there is no unfinished run to resume: {path} does not exist</source>
      <translation>sürdürülecek yarım kalmış çalışma yok: {path} bulunmuyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>figures of a cross-validation need all its folds: continue without --finish</source>
      <translation>çapraz doğrulamanın sayıları bütün katlarını ister: --finish olmadan sürdürün</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>boxes cannot guide this architecture: it has layers between its map and answer</source>
      <translation>kutular bu mimariyi yönlendiremez: haritası ile yanıtı arasında katmanlar var</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>the recipe starts from ImageNet weights of {architecture}, and none are on this machine. When it is online, --download fetches them. Or put a torchvision or timm weights file into a folder and name it in {variable}, or give the file itself with --set weights=PATH; or start from a bundled model (--set weights=model:brain-mri) or from nothing (--set weights=random).</source>
      <translation>tarif {architecture} mimarisinin ImageNet ağırlıklarından başlıyor, bu makinede yok. Çevrimiçiyken --download indirir. Ya da bir torchvision veya timm ağırlık dosyasını bir klasöre koyup klasörü {variable} içinde belirtin ya da dosyanın kendisini --set weights=YOL ile verin; veya birlikte gelen bir modelden (--set weights=model:brain-mri) ya da sıfırdan (--set weights=random) başlayın.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>there are no ImageNet weights of {architecture}; use --set weights=random</source>
      <translation>{architecture} için ImageNet ağırlığı yok; --set weights=random kullanın</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{library} has no ImageNet weights of {name}; use --set weights=random</source>
      <translation>{library} içinde {name} için ImageNet ağırlığı yok; --set weights=random kullanın</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>model {name} is a {architecture}, the recipe wants a {wanted}</source>
      <translation>{name} modeli {architecture} mimarisinde, tarif {wanted} istiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} does not fit: {name} and {count} others are missing or differ</source>
      <translation>{path} uymuyor: {name} ve {count} tanesi daha eksik ya da farklı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is not a readable weights file: {reason}</source>
      <translation>{path} okunabilir bir ağırlık dosyası değil: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>there is no recipe {name}; recipes here: {known}</source>
      <translation>{name} adlı tarif yok; buradaki tarifler: {known}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{path} is not valid TOML: {reason}</source>
      <translation>{path} geçerli TOML değil: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>unknown recipe key {name}; known are {known}</source>
      <translation>bilinmeyen tarif anahtarı {name}; bilinenler: {known}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>recipe key {name} wants a {type}, not {value}</source>
      <translation>{name} tarif anahtarı {type} ister, {value} değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>{name} lies between {low} and {high}, not {value}</source>
      <translation>{name}, {low} ile {high} arasındadır; {value} değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>validation_share and test_share lie between 0 and 0.5; epochs are not negative</source>
      <translation>validation_share ve test_share 0 ile 0.5 arasındadır; epochs eksi olamaz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>a recipe with neither epochs nor head_epochs trains nothing</source>
      <translation>epochs da head_epochs da olmayan bir tarif hiçbir şey eğitmez</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>folds must be 2 or more, or 0 for one split, not {count}</source>
      <translation>folds 2 ya da çoğu olmalı, tek bölümleme için 0; {count} olmaz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>batch_size must be 2 or more, not {count}</source>
      <translation>batch_size 2 ya da çoğu olmalı, {count} olmaz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>first_size_px lies between 8 and input.size_px, or is 0</source>
      <translation>first_size_px 8 ile input.size_px arasındadır ya da 0'dır</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>boxes do not go with mixup, cutmix or a policy: what is inside them would move</source>
      <translation>kutular mixup, cutmix ya da policy ile birlikte olmaz: içlerindeki yer değiştirirdi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>balance, oversample and class_weights do the same: choose one of them</source>
      <translation>balance, oversample ve class_weights aynı işi yapar: birini seçin</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>recipe key {name}: {reason}</source>
      <translation>tarif anahtarı {name}: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>recipe key {name}: {parent} holds a single value</source>
      <translation>tarif anahtarı {name}: {parent} tek bir değer taşır</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>unknown recipe key {name}</source>
      <translation>bilinmeyen tarif anahtarı {name}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>the ImageNet weights of {architecture} could not be downloaded ({reason}). Is this machine online? On one that is, get {address}, put the file into a folder here and name it in {variable}, or use --set weights=random.</source>
      <translation>{architecture} mimarisinin ImageNet ağırlıkları indirilemedi ({reason}). Bu makine çevrimiçi mi? Çevrimiçi bir makinede {address} dosyasını indirin, buradaki bir klasöre koyup klasörü {variable} içinde belirtin ya da --set weights=random kullanın.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/rare_sentences.py" />
      <source>what {name} alone tells</source>
      <translation>{name} tek başına ne söylüyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/report_html.py" />
      <source>complete</source>
      <translation>tamamlanmış</translation>
    </message>
    <message>
      <location filename="../../viewer/core/report_html.py" />
      <source>partial</source>
      <translation>kısmi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/report_html.py" />
      <source>verified</source>
      <translation>onaylanmış</translation>
    </message>
    <message>
      <location filename="../../viewer/core/report_html.py" />
      <source>not verified</source>
      <translation>onaylanmamış</translation>
    </message>
    <message>
      <location filename="../../viewer/core/report_html.py" />
      <source>Report</source>
      <translation>Rapor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/report_html.py" />
      <source>{object} (not open)</source>
      <translation>{object} (açık değil)</translation>
    </message>
    <message>
      <location filename="../../viewer/core/report_html.py" />
      <source>{kind}, frame {frames}</source>
      <translation>{kind}, kare {frames}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>modality {modality} is not among those of the model: {known}</source>
      <translation>{modality} modalitesi modelinkiler arasında değil: {known}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>body part {part} is not among those of the model: {known}</source>
      <translation>{part} vücut bölgesi modelinkiler arasında değil: {known}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the image is too small: {columns} x {rows}, needed are {side} pixels</source>
      <translation>görüntü çok küçük: {columns} x {rows}, en az {side} piksel gerekir</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the image is too elongated: {aspect} to 1, at most {most} to 1</source>
      <translation>görüntü çok uzun: en boy oranı {aspect}, en çok {most} olabilir</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the image is blank</source>
      <translation>görüntü boş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the image is in colour, the model was trained on grey images</source>
      <translation>görüntü renkli, model gri görüntülerle eğitildi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the image is unlike the training images ({far} times as far from them as allowed)</source>
      <translation>görüntü eğitim görüntülerine benzemiyor (izin verilen uzaklığın {far} katı)</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no class reaches a probability of {threshold}</source>
      <translation>hiçbir sınıf {threshold} olasılığa ulaşmıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the images have {count} different sizes</source>
      <translation>görüntüler {count} farklı boyutta</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>up to {count} frames lie at the same place, and nothing says why</source>
      <translation>aynı yerde {count} kareye kadar var ve nedeni belirtilmemiş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>only {count} of {total} frames have a pixel spacing</source>
      <translation>{total} kareden yalnızca {count} tanesinin piksel aralığı var</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>pixel spacing differs between frames: {low} to {high} mm</source>
      <translation>piksel aralığı kareler arasında değişiyor: {low} – {high} mm</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the frames lie in different directions</source>
      <translation>kareler farklı yönlerde</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{count} slice missing (the others are {distance} mm apart)</source>
      <translation>{count} kesit eksik (diğerleri {distance} mm aralıklı)</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{count} slices missing (the others are {distance} mm apart)</source>
      <translation>{count} kesit eksik (diğerleri {distance} mm aralıklı)</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>slice spacing is uneven: {low} to {high} mm</source>
      <translation>kesit aralığı düzensiz: {low} – {high} mm</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>each slice is shifted sideways: the stack leans by {angle}°</source>
      <translation>her kesit yana kaymış: yığın {angle}° eğik</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>slices do not lie on one line: off by up to {distance} mm</source>
      <translation>kesitler bir doğru üzerinde değil: {distance} mm’ye kadar sapma</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>gantry tilt {angle}°</source>
      <translation>gantri eğimi {angle}°</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>gantry tilt is {angle}° by the positions, {stated}° by the header</source>
      <translation>gantri eğimi konumlara göre {angle}°, başlığa göre {stated}°</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated: {count} of {total} frames are there</source>
      <translation>eksik: {total} kareden {count} tanesi var</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the ultrasound scale is that of a larger image, and is not used</source>
      <translation>ultrason ölçeği daha büyük bir görüntüye ait; kullanılmıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>lengths are on the detector, where the patient is about {factor} times larger</source>
      <translation>uzunluklar dedektördedir; hasta orada yaklaşık {factor} kat büyüktür</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the file does not say how it lies in the patient</source>
      <translation>dosya, hastadaki konumunu belirtmiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the file gives two placements (qform and sform) that differ; shown by its sform</source>
      <translation>dosyadaki iki konum (qform ve sform) farklı; sform kullanıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no SUV: {reason}</source>
      <translation>SUV yok: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>its values are neither Bq/ml nor counts of a known scale</source>
      <translation>değerleri ne Bq/ml ne de ölçeği bilinen sayım</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>its values are normalised by something other than body weight</source>
      <translation>değerleri vücut ağırlığı dışında bir şeye göre normalize edilmiş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>its values are not corrected for attenuation and decay</source>
      <translation>değerlerinde atenüasyon ve bozunma düzeltmesi yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the time to which its decay is corrected is not known</source>
      <translation>bozunmanın hangi zamana düzeltildiği bilinmiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>its counts come without a scale factor</source>
      <translation>sayımlarının ölçek çarpanı yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the injected activity is not given in becquerel</source>
      <translation>enjekte edilen aktivite bekerel olarak verilmemiş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>it names no injection, or several</source>
      <translation>hiç enjeksiyon belirtilmemiş ya da birden çok belirtilmiş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>injection and scan are not in a possible order</source>
      <translation>enjeksiyon ve çekim zamanlarının sırası olanaksız</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>its times contradict each other</source>
      <translation>zamanları birbiriyle çelişiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the half-life is not that of its nuclide</source>
      <translation>yarı ömür, nükleidinkiyle uyuşmuyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>its series is younger than its acquisition, and nothing says when the scan began</source>
      <translation>seri çekimden sonra oluşturulmuş ve çekimin ne zaman başladığı belirtilmemiş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the time of {what} is given in another time zone</source>
      <translation>{what} zamanı başka bir saat diliminde verilmiş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the time of {what} is not known</source>
      <translation>{what} zamanı bilinmiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{what} is not known</source>
      <translation>{what} bilinmiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the weight of the patient</source>
      <translation>hastanın ağırlığı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the injected activity</source>
      <translation>enjekte edilen aktivite</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the half-life</source>
      <translation>yarı ömür</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the series</source>
      <translation>seri</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the scan</source>
      <translation>çekim</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the injection</source>
      <translation>enjeksiyon</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no such file or folder</source>
      <translation>böyle bir dosya ya da klasör yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>neither a file nor a folder</source>
      <translation>ne dosya ne klasör</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>cannot be opened ({reason})</source>
      <translation>açılamıyor ({reason})</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the file is empty</source>
      <translation>dosya boş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>it holds no image itself, but leads to files that may</source>
      <translation>kendisinde görüntü yok, ama görüntü içerebilecek dosyalara götürüyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not a DICOM file, though named like one: it has neither the DICM mark nor a DICOM element</source>
      <translation>adı öyle olsa da DICOM dosyası değil: ne DICM işareti ne de DICOM öğesi var</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not an image file, though named {suffix}</source>
      <translation>adı {suffix} olsa da görüntü dosyası değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not an image: neither DICOM nor PNG, JPEG, TIFF, BMP, WebP, GIF, NIfTI, NRRD or MetaImage, nor an archive of such</source>
      <translation>görüntü değil: ne DICOM ne PNG, JPEG, TIFF, BMP, WebP, GIF, NIfTI, NRRD veya MetaImage, ne de bunların arşivi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no pixel data</source>
      <translation>piksel verisi yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no pixel data: its header does not say what it is</source>
      <translation>piksel verisi yok: başlığı ne olduğunu söylemiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no pixel data: {what}</source>
      <translation>piksel verisi yok: {what}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated: {count} of {total} bytes of pixel data are there</source>
      <translation>eksik: piksel verisinin {total} baytından {count} tanesi var</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated: {count} of {total} bytes of this frame are there</source>
      <translation>eksik: bu karenin {total} baytından {count} tanesi var</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated: {count} of {total} bytes of this slice are there</source>
      <translation>eksik: bu kesitin {total} baytından {count} tanesi var</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated: {count} of {total} bytes are there after unpacking</source>
      <translation>eksik: açıldıktan sonra {total} bayttan {count} tanesi var</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated: not one whole frame is there</source>
      <translation>eksik: tek bir tam kare bile yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated: frame {number} is not there</source>
      <translation>eksik: {number}. kare yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated: the compressed pixel data ends too early</source>
      <translation>eksik: sıkıştırılmış piksel verisi erken bitiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated: it ends within its header</source>
      <translation>eksik: başlığının içinde bitiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated: it holds no whole element after {tag}</source>
      <translation>eksik: {tag} öğesinden sonra tam bir öğe yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated, or saved without its pixel data: {what}</source>
      <translation>eksik, ya da piksel verisi olmadan kaydedilmiş: {what}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated: its {there} bytes cannot hold the {needed} that its header claims</source>
      <translation>eksik: {there} bayt, başlığında yazan {needed} baytı barındıramaz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged: no DICOM element can be read</source>
      <translation>hasarlı: hiçbir DICOM öğesi okunamıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged: its header has no usable {keyword}</source>
      <translation>hasarlı: başlığında kullanılabilir {keyword} yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged: its pixels are {real}, the header says {stated}</source>
      <translation>hasarlı: pikselleri {real}, başlığında {stated} yazıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged: its colour palette cannot be read</source>
      <translation>hasarlı: renk paleti okunamıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged: its compressed pixel data cannot be unpacked</source>
      <translation>hasarlı: sıkıştırılmış piksel verisi açılamıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged: the compressed pixel data holds no items</source>
      <translation>hasarlı: sıkıştırılmış piksel verisinde öğe yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged: {count} pieces of pixel data for {frames} frames</source>
      <translation>hasarlı: {frames} kare için {count} parça piksel verisi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged: the video cannot be decoded</source>
      <translation>hasarlı: video çözülemiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged: {what} cannot be read ({kind})</source>
      <translation>hasarlı: {what} okunamıyor ({kind})</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged: {what} cannot be unpacked</source>
      <translation>hasarlı: {what} açılamıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged, or an image of a kind that cannot be read</source>
      <translation>hasarlı ya da okunamayan türde bir görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged {codec} data: {reason}</source>
      <translation>hasarlı {codec} verisi: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>damaged: {reason}</source>
      <translation>hasarlı: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{what} asks for more memory than there is</source>
      <translation>{what} var olandan fazla bellek istiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>it has no frame header</source>
      <translation>kare başlığı yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>it stops before its end marker</source>
      <translation>bitiş işaretinden önce kesiliyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>its segments are not where its header says</source>
      <translation>bölütleri başlığında yazan yerde değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the compressed pixel data is empty</source>
      <translation>sıkıştırılmış piksel verisi boş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not supported: unknown transfer syntax ({syntax})</source>
      <translation>desteklenmiyor: bilinmeyen aktarım sözdizimi ({syntax})</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not supported: Photometric Interpretation {value}</source>
      <translation>desteklenmiyor: Photometric Interpretation {value}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not supported: Bits Allocated of {value}</source>
      <translation>desteklenmiyor: Bits Allocated {value}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not supported: more than {count} pixels</source>
      <translation>desteklenmiyor: {count} pikselden fazla</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not supported: more than {count} pages in one file</source>
      <translation>desteklenmiyor: bir dosyada {count} sayfadan fazla</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not supported: complex values</source>
      <translation>desteklenmiyor: karmaşık sayılar</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not supported: the type of its values</source>
      <translation>desteklenmiyor: değerlerinin türü</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not supported by Pillow, which would give wrong values</source>
      <translation>Pillow desteklemiyor, yanlış değerler verirdi</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>its DICOM header</source>
      <translation>DICOM başlığı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>its report</source>
      <translation>raporu</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>holds no report: there is no content in it</source>
      <translation>rapor içermiyor: içeriği yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>this frame</source>
      <translation>bu kare</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>this slice</source>
      <translation>bu kesit</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>this file</source>
      <translation>bu dosya</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>its header</source>
      <translation>başlığı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the image</source>
      <translation>görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the TIFF file</source>
      <translation>TIFF dosyası</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the archive</source>
      <translation>arşiv</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>this file of the archive</source>
      <translation>arşivdeki bu dosya</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the DICOMDIR</source>
      <translation>DICOMDIR</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the DICOMDIR names no file</source>
      <translation>DICOMDIR hiçbir dosya belirtmiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>named in the DICOMDIR, but not there</source>
      <translation>DICOMDIR’de adı geçiyor ama yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>there is no image in this archive</source>
      <translation>bu arşivde görüntü yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>its name leads out of the archive</source>
      <translation>adı arşivin dışına çıkıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>an archive inside an archive: unpack it first</source>
      <translation>arşiv içinde arşiv: önce onu açın</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>encrypted: unpack the archive with its password, then open the folder</source>
      <translation>şifreli: arşivi parolasıyla açın, sonra klasörü açın</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>there is not enough room on the disk to unpack it</source>
      <translation>açmak için diskte yeterli yer yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>refused: it would unpack to more than {ratio} times its size</source>
      <translation>reddedildi: açılınca boyutunun {ratio} katını aşardı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the file with its pixel data, which lies beside it, is not there</source>
      <translation>yanında olması gereken piksel verisi dosyası yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>too large: the series takes {needed} GB of memory, {free} GB are free</source>
      <translation>çok büyük: seri {needed} GB bellek ister, {free} GB boş</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{file}: {reason}</source>
      <translation>{file}: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>auto</source>
      <translation>otomatik</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>full range</source>
      <translation>tüm aralık</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>of the file</source>
      <translation>dosyadaki</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no volume: the frames are in colour</source>
      <translation>hacim oluşmuyor: kareler renkli</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no volume: one slice is none</source>
      <translation>hacim oluşmuyor: tek kesit hacim oluşturmaz</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no volume: several frames lie at the same place, or they are not in order of place</source>
      <translation>hacim oluşmuyor: birkaç kare aynı yerde ya da yere göre sıralı değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no volume: its slices are {low} to {high} mm apart</source>
      <translation>hacim oluşmuyor: kesit aralıkları {low} – {high} mm</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no volume: its slices are shifted sideways, by up to {shift} mm (gantry tilt?)</source>
      <translation>hacim oluşmuyor: kesitleri yana kaymış, {shift} mm’ye kadar (gantri eğimi?)</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no volume: the frames have different sizes</source>
      <translation>hacim oluşmuyor: kareler farklı boyutlarda</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no volume: the pixel spacing in the patient is not known</source>
      <translation>hacim oluşmuyor: hastadaki piksel aralığı bilinmiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no volume: the frames have different pixel spacings</source>
      <translation>hacim oluşmuyor: karelerin piksel aralıkları farklı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no volume: the header does not say where the frames lie</source>
      <translation>hacim oluşmuyor: başlık karelerin yerini belirtmiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no volume: the frames lie in different directions</source>
      <translation>hacim oluşmuyor: kareler farklı yönlerde</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>no volume: the values of its frames have different units</source>
      <translation>hacim oluşmuyor: karelerin değerleri farklı birimlerde</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>That folder is not empty. Choose a new or an empty one.</source>
      <translation>O klasör boş değil. Yeni ya da boş bir klasör seçin.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>That folder holds the originals. Choose another one: originals stay untouched.</source>
      <translation>O klasörde asıl dosyalar var. Başka bir klasör seçin: asıllara dokunulmaz.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>The disk is full. Nothing was written.</source>
      <translation>Disk dolu. Hiçbir şey yazılmadı.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>That folder cannot be written to ({reason}). Nothing was written.</source>
      <translation>O klasöre yazılamıyor ({reason}). Hiçbir şey yazılmadı.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not a DICOM file: only DICOM files are copied</source>
      <translation>DICOM dosyası değil: yalnızca DICOM dosyaları kopyalanır</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not an image: what its text says about the patient cannot be cleaned</source>
      <translation>görüntü değil: metninin hasta hakkında söyledikleri temizlenemez</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>not supported: copies in its transfer syntax ({syntax})</source>
      <translation>desteklenmiyor: bu aktarım sözdiziminde kopya ({syntax})</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>text is burned into its pixels, by its header; it cannot be cleaned</source>
      <translation>başlığına göre piksellerine yazı gömülü; temizlenemez</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>text is burned into its pixels: look at it before you pass it on</source>
      <translation>piksellerine yazı gömülü: başkasına vermeden önce bakın</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>text may be burned into its pixels: look at it before you pass it on</source>
      <translation>piksellerine yazı gömülü olabilir: başkasına vermeden önce bakın</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>truncated: its pixel data ends early</source>
      <translation>eksik: piksel verisi erken bitiyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>there is no model named {name} and no such folder; models here: {known}</source>
      <translation>{name} adlı bir model ya da klasör yok; buradaki modeller: {known}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{folder} is not a model folder: there is no such folder</source>
      <translation>{folder} model klasörü değil: böyle bir klasör yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{folder} is not a model folder: it has no {file}</source>
      <translation>{folder} model klasörü değil: {file} yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{path} is not a readable card: {reason}</source>
      <translation>{path} okunabilir bir kart değil: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{folder} has a card but no {file}</source>
      <translation>{folder} klasöründe kart var ama {file} yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{path} is damaged or not a safetensors file: {reason}</source>
      <translation>{path} hasarlı ya da safetensors dosyası değil: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{path} does not fit the architecture {architecture} of its card</source>
      <translation>{path}, kartındaki {architecture} mimarisine uymuyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{count} file could not be read and will be left out.</source>
      <translation>{count} dosya okunamadı ve dışarıda bırakılacak.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{count} files could not be read and will be left out.</source>
      <translation>{count} dosya okunamadı ve dışarıda bırakılacak.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{count} image are exact copies of another; copies stay on one side of the split.</source>
      <translation>{count} görüntü başka bir görüntünün birebir kopyası; kopyalar bölümlemenin bir yanında kalır.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{count} images are exact copies of another; copies stay on one side of the split.</source>
      <translation>{count} görüntü başka bir görüntünün birebir kopyası; kopyalar bölümlemenin bir yanında kalır.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{count} images are near copies of another: almost the same picture. They stay on one side of a split that is made here.</source>
      <translation>{count} görüntü başka bir görüntünün yakın kopyası: neredeyse aynı resim. Burada yapılan bölümlemenin bir yanında kalırlar.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{count} exact copies lie under two different classes; check their labels.</source>
      <translation>{count} birebir kopya iki ayrı sınıfta; etiketlerini denetleyin.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{count} images of different classes are linked by near copies; they may be one picture under two labels.</source>
      <translation>Farklı sınıflardan {count} görüntü yakın kopyalarla birbirine bağlı; iki etiketli tek resim olabilirler.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{count} of {total} test images are copies, near copies or images of a patient of those learnt from: the published split leaks. Figures are given twice, with and without them.</source>
      <translation>{total} test görüntüsünden {count} tanesi öğrenilenlerin kopyası, yakın kopyası ya da aynı hastanın görüntüsü: yayımlanan bölümleme sızdırıyor. Sayılar onlarla ve onlarsız, iki kez verilir.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{count} of {total} validation images are copies, near copies or images of a patient of those learnt from: the published split leaks.</source>
      <translation>{total} doğrulama görüntüsünden {count} tanesi öğrenilenlerin kopyası, yakın kopyası ya da aynı hastanın görüntüsü: yayımlanan bölümleme sızdırıyor.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Without looking at what the images show, {names} alone tell the classes apart with a balanced accuracy of {accuracy} (95 % interval {low} to {high}; chance {chance}). The strongest single one is {strongest}: {share}. A network can learn this instead of the subject.</source>
      <translation>Görüntülerin ne gösterdiğine bakmadan, yalnızca {names} sınıfları {accuracy} dengeli doğrulukla ayırıyor (95 % aralık {low} – {high}; rastlantı {chance}). En güçlüsü {strongest}: {share}. Ağ, konunun kendisi yerine bunu öğrenebilir.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>image size</source>
      <translation>görüntü boyutu</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>aspect</source>
      <translation>en boy oranı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>mean grey</source>
      <translation>ortalama gri</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>margin</source>
      <translation>kenar boşluğu</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>file size</source>
      <translation>dosya boyutu</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>format</source>
      <translation>biçim</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>folder</source>
      <translation>klasör</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>At least two classes are needed; classes with images: {count}.</source>
      <translation>En az iki sınıf gerekir; görüntüsü olan sınıf sayısı: {count}.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Class {name} has {count} readable images; at least {least} are needed.</source>
      <translation>{name} sınıfında okunabilir {count} görüntü var; en az {least} gerekir.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Class {name} has only {count} images: the measured figures will be uncertain.</source>
      <translation>{name} sınıfında yalnızca {count} görüntü var: ölçülen sayılar belirsiz olacak.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>The largest class has more than ten times as many images as the smallest.</source>
      <translation>En büyük sınıfta en küçüğünün on katından çok görüntü var.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Sub-folder {name} holds no readable image and is left out.</source>
      <translation>{name} alt klasöründe okunabilir görüntü yok; dışarıda bırakıldı.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{folder} has no sub-folders; put the images of each class into a folder of its own, or name a manifest or an array file instead</source>
      <translation>{folder} içinde alt klasör yok; her sınıfın görüntülerini kendi klasörüne koyun ya da bir liste veya dizi dosyası verin</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>{data} is not a folder, and no file of that name is there</source>
      <translation>{data} klasör değil, o adda bir dosya da yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>looking for what was read before</source>
      <translation>daha önce okunanlar aranıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>comparing images</source>
      <translation>görüntüler karşılaştırılıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>what all of it tells together</source>
      <translation>hepsi birlikte ne söylüyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>reading the series</source>
      <translation>seri okunuyor</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the training state {path} is damaged: {reason}</source>
      <translation>{path} eğitim durumu hasarlı: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>the training diverged: the loss is no longer a number. What was finished is kept; start anew with a lower learning_rate than {rate}</source>
      <translation>eğitim ıraksadı: kayıp artık bir sayı değil. Bitenler saklandı; {rate} değerinden küçük bir learning_rate ile yeniden başlatın</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Standard</source>
      <translation>Standart</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Starts from the bundled brain-MRI model, trains the last layer first and then everything. Good for a few hundred grey images and more; minutes per epoch for thousands of images on a CPU.</source>
      <translation>Programla gelen beyin MR modelinden başlar, önce son katmanı, sonra tümünü eğitir. Birkaç yüz ve daha çok gri görüntü için uygundur; CPU’da binlerce görüntüde epok başına dakikalar sürer.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Quick</source>
      <translation>Hızlı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Keeps the bundled brain-MRI model as it is and trains only a last layer on what it sees. A minute for a thousand images; a first answer to whether the classes can be told apart.</source>
      <translation>Programla gelen beyin MR modelini olduğu gibi bırakır, yalnızca gördükleri üzerinde bir son katman eğitir. Bin görüntü için bir dakika; sınıfların ayırt edilip edilemeyeceğine ilk yanıt.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Small network from nothing</source>
      <translation>Sıfırdan küçük ağ</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>A small network without previous knowledge, on small images. For pictures unlike photographs and scans.</source>
      <translation>Ön bilgisi olmayan küçük bir ağ, küçük görüntülerle. Fotoğraf ve taramalara benzemeyen resimler için.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Brain MRI, four classes</source>
      <translation>Beyin MR, dört sınıf</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Glioma, meningioma, pituitary tumour or none, on single brain MR images. Starts from ImageNet weights of MobileNetV2; measures on held-out groups, then goes on with all images.</source>
      <translation>Tek tek beyin MR görüntülerinde gliom, meningiom, hipofiz tümörü ya da hiçbiri. MobileNetV2’nin ImageNet ağırlıklarından başlar; ayrılmış gruplarda ölçer, sonra tüm görüntülerle sürer.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Brain MRI, small network from nothing</source>
      <translation>Beyin MR, sıfırdan küçük ağ</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>What a small network of seven convolutions learns from the brain MR images alone, without previous knowledge, on 96 x 96 pixels: the baseline that the bundled model is compared with. Less than half a minute per epoch on one core.</source>
      <translation>Yedi evrişimli küçük bir ağın, ön bilgi olmadan, 96 x 96 pikselde yalnızca beyin MR görüntülerinden öğrendiği: programla gelen modelin karşılaştırıldığı taban. Tek çekirdekte epok başına yarım dakikadan az.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Handwritten digits (demonstration)</source>
      <translation>El yazısı rakamlar (gösterim)</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>The ten digits that come with scikit-learn, 1,797 small pictures: the whole loop in well under a minute.</source>
      <translation>scikit-learn ile gelen on rakam, 1,797 küçük resim: tüm döngü bir dakikadan çok daha kısa.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Handwritten digits, MNIST</source>
      <translation>El yazısı rakamlar, MNIST</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>The textbook network for MNIST (convolution 32, pool, convolution 64, pool, dense 128) on its IDX files, 28 x 28. Five epochs, two to three minutes on two cores.</source>
      <translation>MNIST için ders kitabı ağı (evrişim 32, havuz, evrişim 64, havuz, yoğun 128), IDX dosyalarıyla, 28 x 28. Beş epok, iki çekirdekte iki üç dakika.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Brain MRI, VGG16</source>
      <translation>Beyin MR, VGG16</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>The thirteen convolutions of VGG16 with batch normalisation on the brain MR images. As kept here it starts from nothing on small images, which a CPU can bear; its first lines say how to give it ImageNet weights and images of full size.</source>
      <translation>Beyin MR görüntülerinde, yığın normalleştirmeli VGG16'nın on üç evrişimi. Burada durduğu haliyle, bir işlemcinin kaldırabileceği küçük görüntülerde sıfırdan başlar; ImageNet ağırlıklarının ve tam boyutlu görüntülerin nasıl verileceği ilk satırlarında yazar.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Fractures on X-rays</source>
      <translation>Röntgende kırık</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Fracture or none, on single X-rays of hand, leg, hip and shoulder. Starts from ImageNet weights of MobileNetV2, keeps its first blocks, shows fractures as often as their absence, and asks for the evidence to lie in the boxes that radiologists drew; measures on held-out groups, then goes on with all images.</source>
      <translation>El, bacak, kalça ve omuzun tek röntgenlerinde kırık var ya da yok. MobileNetV2'nin ImageNet ağırlıklarından başlar, ilk bloklarını olduğu gibi bırakır, kırıkları kırık olmayanlar kadar sık gösterir ve kanıtın radyologların çizdiği kutularda olmasını ister; ayrılmış gruplarda ölçer, sonra tüm görüntülerle sürdürür.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Fractures, DenseNet-121</source>
      <translation>Kırıklar, DenseNet-121</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>DenseNet-121 on the X-rays of FracAtlas, fractures shown as often as their absence. As kept here it starts from nothing on small images, which a CPU can bear; its first lines say how to give it ImageNet weights.</source>
      <translation>FracAtlas röntgenlerinde DenseNet-121; kırıklar kırık olmayanlar kadar sık gösterilir. Burada durduğu haliyle, bir işlemcinin kaldırabileceği küçük görüntülerde sıfırdan başlar; ImageNet ağırlıklarının nasıl verileceği ilk satırlarında yazar.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Fractures, Xception</source>
      <translation>Kırıklar, Xception</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Xception on the X-rays of FracAtlas, fractures shown as often as their absence. As kept here it starts from nothing on small images, which a CPU can bear; its first lines say how to give it ImageNet weights.</source>
      <translation>FracAtlas röntgenlerinde Xception; kırıklar kırık olmayanlar kadar sık gösterilir. Burada durduğu haliyle, bir işlemcinin kaldırabileceği küçük görüntülerde sıfırdan başlar; ImageNet ağırlıklarının nasıl verileceği ilk satırlarında yazar.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Glioma</source>
      <translation>Gliom</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Meningioma</source>
      <translation>Meningiom</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>No tumour</source>
      <translation>Tümör yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Pituitary tumour</source>
      <translation>Hipofiz tümörü</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Research and teaching. Not a medical device; not for diagnosis.</source>
      <translation>Araştırma ve öğretim. Tıbbi cihaz değildir; tanı amacıyla kullanılamaz.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Teaching and research on how such classifiers behave. Not a medical device; not for diagnosis.</source>
      <translation>Bu tür sınıflandırıcıların davranışı üzerine öğretim ve araştırma. Tıbbi cihaz değildir; tanı amacıyla kullanılamaz.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Patients; whole studies; CT or other body parts; images with other diseases (every image gets one of these four answers or none). Nearly all images without tumour come from another source than those with tumour, so the network can tell the source instead of the disease: a "no tumour" on images from elsewhere means little. There are no patient identifiers, so slices of one patient may lie on both sides of the split although near copies do not. Images from elsewhere can look familiar and be answered wrongly. Of the 192 slices of a public MR examination of a healthy child's head (FNNDSC SAG-anon, thin sagittal T1), 69 are called no tumour, one a glioma and 122 are not evaluated; without that refusal the most probable class would be no tumour for 144, glioma for 28 and meningioma for 20. Nothing was tuned to them.</source>
      <translation>Hastalar; bütün çalışmalar; BT ya da başka vücut bölgeleri; başka hastalıkların görüntüleri (her görüntü bu dört yanıttan birini alır ya da hiçbirini). Tümörsüz görüntülerin neredeyse tümü tümörlülerden başka bir kaynaktan gelir; ağ hastalık yerine kaynağı ayırt edebilir: başka yerden gelen görüntülerde “tümör yok” pek bir şey söylemez. Hasta kimlikleri olmadığından, yakın kopyalar olmasa da bir hastanın kesitleri bölümlemenin iki yanında bulunabilir. Başka yerden gelen görüntüler tanıdık görünüp yanlış yanıtlanabilir. Sağlıklı bir çocuğun başına ait, herkese açık bir MR çalışmasının (FNNDSC SAG-anon, ince sagital T1) 192 kesitinden 69 tanesine tümör yok, bir tanesine gliom denir, 122 tanesi değerlendirilmez; bu ret olmasaydı en olası sınıf 144 kesitte tümör yok, 28 kesitte gliom, 20 kesitte meningiom olurdu. Hiçbir şey bunlara göre ayarlanmadı.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Fracture</source>
      <translation>Kırık</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>No fracture</source>
      <translation>Kırık yok</translation>
    </message>
    <message>
      <location filename="../../viewer/core/sentence_templates.py" />
      <source>Patients: where it has to choose, it misses four in ten of the fractures held out. Skulls, spines, ribs and teeth: the images are of hands, legs, hips and shoulders in three hospitals, and shoulders are few. Metal gives the label away: 82 of the 84 images with hardware are fractured, so a plate or a nail speaks for a fracture whether it healed or not; aspect, size, margin and grey alone tell the classes apart with a balanced accuracy of 63 %. The probabilities assume the share of fractures in this collection, 18 %. Copies and near copies with opposite labels (eight groups; IMG0002886/4243, 2998/4280, 3034/4314 and 4262/2952 are known) keep the labels they have, so some of the mistakes are none; each group lies on one side of the split. There are no patient identifiers: images of one patient may lie on both sides although near copies do not.</source>
      <translation>Hastalar: seçmek zorunda kaldığında, ayrılmış kırıkların onda dördünü kaçırır. Kafatası, omurga, kaburga ve dişler: görüntüler üç hastaneden el, bacak, kalça ve omuz görüntüleridir, omuzlar azdır. Metal sınıfı ele verir: implant bulunan 84 görüntünün 82'si kırıktır; bu yüzden plak ya da çivi, kırık iyileşmiş olsun olmasın, kırıktan yana sayılır; en boy oranı, boyut, kenar ve grilik tek başına sınıfları %63 dengeli doğrulukla ayırır. Olasılıklar bu derlemedeki kırık payını, %18'i varsayar. Karşıt etiketli kopyalar ve yakın kopyalar (sekiz grup; IMG0002886/4243, 2998/4280, 3034/4314 ve 4262/2952 bilinmektedir) etiketleriyle bırakıldı, yani yanlışların bir kısmı yanlış değildir; her grup ayırmanın tek yanındadır. Hasta kimliği yoktur: yakın kopyalar olmasa da bir hastanın görüntüleri iki yana düşebilir.</translation>
    </message>
    <message>
      <location filename="../../viewer/core/series_answers.py" />
      <source>{where}: {title} {share}. The answer: {verdict}</source>
      <translation>{where}: {title} {share}. Yanıt: {verdict}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/series_answers.py" />
      <source>{where}: not looked at yet</source>
      <translation>{where}: henüz bakılmadı</translation>
    </message>
    <message>
      <location filename="../../viewer/core/series_answers.py" />
      <source>{where}: not evaluated, {reason}</source>
      <translation>{where}: değerlendirilmedi, {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/series_answers.py" />
      <source>{title}: image {runs}, {peak}</source>
      <translation>{title}: görüntü {runs}, {peak}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/series_answers.py" />
      <source>{title}: images {runs}, most on {at} with {peak}</source>
      <translation>{title}: görüntüler {runs}, en yüksek {at} üzerinde, {peak}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/windowing.py" />
      <source>CT</source>
      <translation>BT</translation>
    </message>
    <message>
      <location filename="../../viewer/core/windowing.py" />
      <source>PET</source>
      <translation>PET</translation>
    </message>
    <message>
      <location filename="../../viewer/core/windowing.py" />
      <source>MR</source>
      <translation>MR</translation>
    </message>
    <message>
      <location filename="../../viewer/core/windowing.py" />
      <source>Brain</source>
      <translation>Beyin</translation>
    </message>
    <message>
      <location filename="../../viewer/core/windowing.py" />
      <source>Abdomen</source>
      <translation>Abdomen</translation>
    </message>
    <message>
      <location filename="../../viewer/core/windowing.py" />
      <source>Lung</source>
      <translation>Akciğer</translation>
    </message>
    <message>
      <location filename="../../viewer/core/windowing.py" />
      <source>Bone</source>
      <translation>Kemik</translation>
    </message>
    <message>
      <location filename="../../viewer/core/windowing.py" />
      <source>Liver</source>
      <translation>Karaciğer</translation>
    </message>
    <message>
      <location filename="../../viewer/core/windowing.py" />
      <source>Angio</source>
      <translation>Anjiyo</translation>
    </message>
    <message>
      <location filename="../../viewer/core/windowing.py" />
      <source>SUV 0 to 5</source>
      <translation>SUV 0–5</translation>
    </message>
    <message>
      <location filename="../../viewer/core/windowing.py" />
      <source>SUV 0 to 10</source>
      <translation>SUV 0–10</translation>
    </message>
    <message>
      <location filename="../../viewer/core/word.py" />
      <source>Agreed: {title}</source>
      <translation>Katılıyorum: {title}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/word.py" />
      <source>Not agreed; it is {title}</source>
      <translation>Katılmıyorum; bu {title}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/word.py" />
      <source>Not agreed; it is none of these</source>
      <translation>Katılmıyorum; bunların hiçbiri değil</translation>
    </message>
    <message>
      <location filename="../../viewer/core/word.py" />
      <source>It is {title}</source>
      <translation>Bu {title}</translation>
    </message>
    <message>
      <location filename="../../viewer/core/word.py" />
      <source>Comment only</source>
      <translation>Yalnızca yorum</translation>
    </message>
    <message>
      <location filename="../../viewer/foundation.py" />
      <source>There is no model here. Open a model folder, or train a classifier.</source>
      <translation>Burada model yok. Bir model klasörü açın ya da bir sınıflandırıcı eğitin.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/closed_words.py" />
      <source>There is nothing to export: none of {count} files is where it was.</source>
      <translation>Aktarılacak bir şey yok: {count} dosyanın hiçbiri yerinde değil.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/closed_words.py" />
      <source>There is nothing to export: nothing was given a class of this model.</source>
      <translation>Aktarılacak bir şey yok: hiçbir görüntüye bu modelin bir sınıfı verilmedi.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/exporting.py" />
      <source>Nothing was written: {reason}.</source>
      <translation>Hiçbir şey yazılmadı: {reason}.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/exporting.py" />
      <source>writing</source>
      <translation>yazılıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/services/exporting.py" />
      <source>You may not write into that folder. Nothing was written.</source>
      <translation>O klasöre yazma izniniz yok. Hiçbir şey yazılmadı.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/exporting.py" />
      <source>exporting</source>
      <translation>dışa aktarılıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/services/exporting.py" />
      <source>None of the images can be decoded: {reason}</source>
      <translation>Görüntülerin hiçbiri çözülemiyor: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/services/exporting.py" />
      <source>This OpenCV cannot write MP4 files.</source>
      <translation>Bu OpenCV sürümü MP4 dosyası yazamıyor.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/exporting.py" />
      <source>The video could not be written. Is the disk full?</source>
      <translation>Video yazılamadı. Disk dolu mu?</translation>
    </message>
    <message>
      <location filename="../../viewer/services/key_image_keeping.py" />
      <source>Key images of this series could not be read</source>
      <translation>Bu serinin anahtar görüntüleri okunamadı</translation>
    </message>
    <message>
      <location filename="../../viewer/services/key_image_keeping.py" />
      <source>disk error</source>
      <translation>disk hatası</translation>
    </message>
    <message>
      <location filename="../../viewer/services/key_image_keeping.py" />
      <source>Key images could not be saved: {reason}</source>
      <translation>Anahtar görüntüler kaydedilemedi: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/services/measurement_keeping.py" />
      <source>Measurements of this series could not be read</source>
      <translation>Bu serinin ölçümleri okunamadı</translation>
    </message>
    <message>
      <location filename="../../viewer/services/measurement_keeping.py" />
      <source>Measurements could not be saved: {reason}</source>
      <translation>Ölçümler kaydedilemedi: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/services/memory.py" />
      <source>{name}: needs {needed} of memory, and {free} can be spared. Close studies or other programs, then try again.</source>
      <translation>{name}: {needed} bellek gerekiyor, {free} ayrılabilir. Çalışmaları ya da başka programları kapatıp yeniden deneyin.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/session_keeping.py" />
      <source>What is open could not be remembered: {reason}</source>
      <translation>Açık olanlar kaydedilemedi: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>Summary of a series</source>
      <translation>Bir serinin özeti</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>image {number}</source>
      <translation>görüntü {number}</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>Made by a classifier for teaching and research. Not a medical device.</source>
      <translation>Öğretim ve araştırma amaçlı bir sınıflandırıcı tarafından hazırlandı. Tıbbi cihaz değildir.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>Single images are counted; nothing here is a probability for the whole examination.</source>
      <translation>Tek tek görüntüler sayılır; buradaki hiçbir şey tüm çalışma için bir olasılık değildir.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>Right: relative influence on this answer, on this image only. It is no outline of a finding.</source>
      <translation>Sağda: yalnızca bu görüntüde, bu yanıta göreli etki. Bir bulgunun sınırı değildir.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>{count} images</source>
      <translation>{count} görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>version {version}</source>
      <translation>sürüm {version}</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>the folder cannot be written to</source>
      <translation>klasöre yazılamıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>What the model said</source>
      <translation>Modelin söylediği</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>The images that say most</source>
      <translation>En çok şey söyleyen görüntüler</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>Image {number}</source>
      <translation>Görüntü {number}</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>What the reader said</source>
      <translation>Okuyanın söylediği</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>Class</source>
      <translation>Sınıf</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>Images</source>
      <translation>Görüntüler</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>Highest</source>
      <translation>En yüksek</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>At</source>
      <translation>Yeri</translation>
    </message>
    <message>
      <location filename="../../viewer/services/study_summary.py" />
      <source>This image cannot be read.</source>
      <translation>Bu görüntü okunamıyor.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/training.py" />
      <source>The training process ended without a result.</source>
      <translation>Eğitim süreci sonuç vermeden sona erdi.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/training_folders.py" />
      <source>A name has letters a-z, digits, - and _ only, and begins with a letter or a digit.</source>
      <translation>Adda yalnızca a-z harfleri, rakamlar, - ve _ bulunabilir; ad harf ya da rakamla başlar.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/training_folders.py" />
      <source>“{name}” is a name that Windows keeps for itself.</source>
      <translation>“{name}” adı Windows tarafından ayrılmıştır.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/training_folders.py" />
      <source>There is an unfinished training called “{name}”: resume or discard it, or choose another name.</source>
      <translation>“{name}” adlı, tamamlanmamış bir eğitim var: sürdürün, silin ya da başka bir ad seçin.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/training_folders.py" />
      <source>There is a model called “{name}” already.</source>
      <translation>“{name}” adlı bir model zaten var.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/training_folders.py" />
      <source>{folder} is not an unfinished training among your models; it was left as it is</source>
      <translation>{folder}, modelleriniz arasında tamamlanmamış bir eğitim değil; olduğu gibi bırakıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/services/training_folders.py" />
      <source>“{name}” is still training; stop it first</source>
      <translation>“{name}” hâlâ eğitiliyor; önce durdurun</translation>
    </message>
    <message>
      <location filename="../../viewer/services/training_folders.py" />
      <source>{folder} could not be deleted: {reason}</source>
      <translation>{folder} silinemedi: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/services/training_process.py" />
      <source>The training process was killed, by another program or because memory ran out.</source>
      <translation>Eğitim süreci başka bir program tarafından ya da bellek yetmediği için sonlandırıldı.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/training_process.py" />
      <source>The training process crashed (signal {code}).</source>
      <translation>Eğitim süreci çöktü (sinyal {code}).</translation>
    </message>
    <message>
      <location filename="../../viewer/services/training_process.py" />
      <source>The training process ended with exit code {code}.</source>
      <translation>Eğitim süreci {code} çıkış koduyla sona erdi.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/training_process.py" />
      <source>The training program could not be started: {reason}.</source>
      <translation>Eğitim programı başlatılamadı: {reason}.</translation>
    </message>
    <message>
      <location filename="../../viewer/services/word_keeping.py" />
      <source>Your words on this series could not be read</source>
      <translation>Bu seri hakkında söyledikleriniz okunamadı</translation>
    </message>
    <message>
      <location filename="../../viewer/services/word_keeping.py" />
      <source>Your word could not be saved: {reason}</source>
      <translation>Söylediğiniz kaydedilemedi: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/state/key_images.py" />
      <source>mark a key image</source>
      <translation>anahtar görüntü işaretleme</translation>
    </message>
    <message>
      <location filename="../../viewer/state/key_images.py" />
      <source>take the mark of a key image away</source>
      <translation>anahtar görüntü işaretini kaldırma</translation>
    </message>
    <message>
      <location filename="../../viewer/state/measurements.py" />
      <source>draw “{what}”</source>
      <translation>“{what}” çizimi</translation>
    </message>
    <message>
      <location filename="../../viewer/state/measurements.py" />
      <source>change “{what}”</source>
      <translation>“{what}” değişikliği</translation>
    </message>
    <message>
      <location filename="../../viewer/state/measurements.py" />
      <source>delete “{what}”</source>
      <translation>“{what}” silme</translation>
    </message>
    <message>
      <location filename="../../viewer/state/words.py" />
      <source>take back what was said of an image</source>
      <translation>bir görüntü için söyleneni geri alma</translation>
    </message>
    <message>
      <location filename="../../viewer/state/words.py" />
      <source>comment on an image</source>
      <translation>bir görüntüye yorum</translation>
    </message>
    <message>
      <location filename="../../viewer/state/words.py" />
      <source>agree with an answer</source>
      <translation>bir yanıta katılma</translation>
    </message>
    <message>
      <location filename="../../viewer/state/words.py" />
      <source>say what an image shows</source>
      <translation>görüntüde ne olduğunu söyleme</translation>
    </message>
    <message>
      <location filename="../../viewer/state/words.py" />
      <source>say that it is none of these</source>
      <translation>bunların hiçbiri olmadığını söyleme</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Center {center:g} {unit}, width {width:g} {unit}</source>
      <translation>Merkez {center:g} {unit}, genişlik {width:g} {unit}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/answer_commands.py" />
      <source>Save answers as DICOM in a new folder in</source>
      <translation>Yanıtları DICOM olarak şuradaki yeni bir klasöre kaydet</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/answer_commands.py" />
      <source>Writing DICOM…</source>
      <translation>DICOM yazılıyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/answer_commands.py" />
      <source>Cancel</source>
      <translation>İptal</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/answer_commands.py" />
      <source>Save answers</source>
      <translation>Yanıtları kaydet</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/answer_commands.py" />
      <source>The answers were saved as {count} files in {name}</source>
      <translation>Yanıtlar {name} içine {count} dosya olarak kaydedildi</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/answer_commands.py" />
      <source>The answers were saved as {count} DICOM files: a report, pictures and a map that belong to this study. They carry the patient of the study, and say that they are research.</source>
      <translation>Yanıtlar {count} DICOM dosyası olarak kaydedildi: bu çalışmaya ait bir rapor, resimler ve bir harita. Çalışmanın hastasını taşır ve araştırma olduklarını belirtirler.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/answer_commands.py" />
      <source>Open beside the study</source>
      <translation>Çalışmanın yanında aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/answer_commands.py" />
      <source>There is no image that a model has seen</source>
      <translation>Modelin gördüğü bir görüntü yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/answer_commands.py" />
      <source>There are no answers to save</source>
      <translation>Kaydedilecek yanıt yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/answer_commands.py" />
      <source>Saving was cancelled; nothing was written</source>
      <translation>Kaydetme iptal edildi; hiçbir şey yazılmadı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/cine_bar.py" />
      <source> images/s</source>
      <translation> görüntü/sn</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/cine_bar.py" />
      <source>Back and forth</source>
      <translation>İleri ve geri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/cine_bar.py" />
      <source>Close</source>
      <translation>Kapat</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/cine_bar.py" />
      <source>Cine</source>
      <translation>Sine</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/colour_bar.py" />
      <source>Relative influence on this answer, this image only: not comparable between images</source>
      <translation>Yalnızca bu görüntüde, bu yanıta göreli etki: görüntüler arasında karşılaştırılamaz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/colour_bar.py" />
      <source>Relative influence on the answers of this series only: not comparable between series</source>
      <translation>Yalnızca bu serinin yanıtlarına göreli etki: seriler arasında karşılaştırılamaz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/colour_bar.py" />
      <source>relative influence
on this answer, this image only</source>
      <translation>göreli etki
bu yanıta, yalnızca bu görüntüde</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/colour_bar.py" />
      <source>relative influence
on the answers of this series only</source>
      <translation>yalnızca bu serinin
yanıtlarına göreli etki</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/colour_commands.py" />
      <source>parametric maps</source>
      <translation>parametrik haritalar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/colour_commands.py" />
      <source>From now on shown at first in “{colours}”: {kind}</source>
      <translation>Bundan sonra ilk olarak “{colours}” ile gösterilir: {kind}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/comparison_commands.py" />
      <source>Close this study</source>
      <translation>Bu çalışmayı kapat</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/comparison_commands.py" />
      <source>Close these {count} studies</source>
      <translation>Bu {count} çalışmayı kapat</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/comparison_commands.py" />
      <source>Show beside the active pane</source>
      <translation>Etkin bölmenin yanında göster</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/comparison_commands.py" />
      <source>No other study of this patient with this modality is open</source>
      <translation>Bu hastanın bu modalitede açık başka çalışması yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/comparison_commands.py" />
      <source>At about the same height. Scroll both to the same place, then link them by hand ({how})</source>
      <translation>Yaklaşık aynı yükseklikte. İkisini de aynı yere kaydırın, sonra elle bağlayın ({how})</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/comparison_commands.py" />
      <source>Show in the active pane</source>
      <translation>Etkin bölmede göster</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/context_menu.py" />
      <source>&amp;Turn and flip</source>
      <translation>&amp;Döndür ve çevir</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/context_menu.py" />
      <source>&amp;Measure</source>
      <translation>&amp;Ölç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/context_menu.py" />
      <source>&amp;Layout of panes</source>
      <translation>Bölme dü&amp;zeni</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/context_menu.py" />
      <source>&amp;Colour map</source>
      <translation>&amp;Renk haritası</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_commands.py" />
      <source>{count} of {total} files were copied and checked</source>
      <translation>{total} dosyadan {count} tanesi kopyalandı ve denetlendi</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_commands.py" />
      <source>Copying and checking…</source>
      <translation>Kopyalanıyor ve denetleniyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_commands.py" />
      <source>De-identify</source>
      <translation>Kimliksizleştirme</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_commands.py" />
      <source>De-identifying was cancelled; nothing was written</source>
      <translation>Kimliksizleştirme iptal edildi; hiçbir şey yazılmadı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_commands.py" />
      <source>Not copied: {reason}</source>
      <translation>Kopyalanmadı: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_commands.py" />
      <source>Copied, but {reason}</source>
      <translation>Kopyalandı, ancak {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_commands.py" />
      <source>De-identified copies</source>
      <translation>Kimliksizleştirilmiş kopyalar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_commands.py" />
      <source>{heading}. Of these:</source>
      <translation>{heading}. Bunlardan:</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_dialog.py" />
      <source>Copies follow the Basic Profile of DICOM PS3.15 Annex E: names, numbers, places, descriptions and private attributes are taken out, UIDs are replaced. Files that belong together stay together if they are copied in one go. Each copy is read again and checked; the originals stay as they are.</source>
      <translation>Kopyalar DICOM PS3.15 Ek E’nin Temel Profiline uyar: adlar, numaralar, yerler, açıklamalar ve özel öznitelikler çıkarılır, UID’ler değiştirilir. Birbirine ait dosyalar tek seferde kopyalanırsa birlikte kalır. Her kopya yeniden okunup denetlenir; asılları olduğu gibi kalır.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_dialog.py" />
      <source>Pixels are not changed. Text that is burned into them stays, and so does a face that can be made out in a volume: look at the copies before you pass them on.</source>
      <translation>Pikseller değiştirilmez. Görüntüye gömülü yazılar ve bir hacimde seçilebilen yüz olduğu gibi kalır: başkasına vermeden önce kopyalara bakın.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_dialog.py" />
      <source>This series</source>
      <translation>Bu seri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_dialog.py" />
      <source>This study</source>
      <translation>Bu çalışma</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_dialog.py" />
      <source>All open studies</source>
      <translation>Açık olan tüm çalışmalar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_dialog.py" />
      <source>Move dates into the past, all of a patient by the same number of days</source>
      <translation>Tarihleri geçmişe kaydır; bir hastanın tüm tarihleri aynı gün sayısı kadar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_dialog.py" />
      <source>Otherwise dates and times are taken out</source>
      <translation>Aksi hâlde tarih ve saatler çıkarılır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_dialog.py" />
      <source>Copy images, too, that say that text is burned into them</source>
      <translation>İçine yazı gömülü olduğu belirtilen görüntüleri de kopyala</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_dialog.py" />
      <source>Make copies</source>
      <translation>Kopyala</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_dialog.py" />
      <source>Choose…</source>
      <translation>Seç…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_dialog.py" />
      <source>A new or an empty folder</source>
      <translation>Yeni ya da boş bir klasör</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/deidentify_dialog.py" />
      <source>Copies go to</source>
      <translation>Kopyaların yeri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/empty_state.py" />
      <source>DICOM, NIfTI, NRRD, PNG, JPEG or TIFF files, a whole folder, a zip archive, a CD.</source>
      <translation>DICOM, NIfTI, NRRD, PNG, JPEG ya da TIFF dosyaları, bütün bir klasör, bir zip arşivi, bir CD.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/empty_state.py" />
      <source>Drop a study here</source>
      <translation>Bir çalışmayı buraya bırakın</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/empty_state.py" />
      <source>Opening…</source>
      <translation>Açılıyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/empty_state.py" />
      <source>Open files…</source>
      <translation>Dosya aç…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/empty_state.py" />
      <source>Open folder…</source>
      <translation>Klasör aç…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/empty_state.py" />
      <source>Open sample study</source>
      <translation>Örnek çalışmayı aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>Exporting…</source>
      <translation>Dışa aktarılıyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>Export</source>
      <translation>Dışa aktar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>{count} of these files is there already.</source>
      <translation>Bu dosyalardan {count} tanesi zaten var.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>{count} of these files are there already.</source>
      <translation>Bu dosyalardan {count} tanesi zaten var.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>Replace what is there?</source>
      <translation>Var olanların yerine yazılsın mı?</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>Replace</source>
      <translation>Yerine yaz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>Exported {name}</source>
      <translation>{name} dışa aktarıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>Exported {count} files</source>
      <translation>{count} dosya dışa aktarıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>{count} image could not be decoded. Everything else was exported.</source>
      <translation>{count} görüntü çözülemedi. Geri kalan her şey dışa aktarıldı.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>{count} images could not be decoded. Everything else was exported.</source>
      <translation>{count} görüntü çözülemedi. Geri kalan her şey dışa aktarıldı.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>The view was copied, without text about the patient</source>
      <translation>Görünüm, hastaya ait yazılar olmadan kopyalandı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>There is no picture to export</source>
      <translation>Dışa aktarılacak görüntü yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>Export the series into a folder</source>
      <translation>Seriyi bir klasöre aktar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>Export as</source>
      <translation>Farklı dışa aktar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>Export was cancelled; nothing was written</source>
      <translation>Dışa aktarma iptal edildi; hiçbir şey yazılmadı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_commands.py" />
      <source>Images not exported</source>
      <translation>Dışa aktarılamayan görüntüler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>The view as it is shown</source>
      <translation>Ekranda göründüğü gibi</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>This image at its own resolution</source>
      <translation>Bu görüntü, kendi çözünürlüğünde</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>All images of the series, one file each</source>
      <translation>Serinin tüm görüntüleri, her biri ayrı dosyada</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>All images of the series as a video (MP4)</source>
      <translation>Serinin tüm görüntüleri, video olarak (MP4)</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>The series as a volume of values, for other programs</source>
      <translation>Seri, değerlerden oluşan bir hacim olarak, başka programlar için</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>PNG, exact</source>
      <translation>PNG, kayıpsız</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>JPEG, smaller</source>
      <translation>JPEG, daha küçük</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>TIFF, exact</source>
      <translation>TIFF, kayıpsız</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>Text, letters, scale bar and drawings</source>
      <translation>Yazılar, yön harfleri, ölçek çubuğu ve çizimler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>Heat map, where it is shown</source>
      <translation>Isı haritası, gösteriliyorsa</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>Name, date and other text about patient and study</source>
      <translation>Hasta ve çalışmaya ait ad, tarih ve diğer yazılar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>Format</source>
      <translation>Biçim</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>Speed</source>
      <translation>Hız</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>Export…</source>
      <translation>Dışa aktar…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source> images a second</source>
      <translation> görüntü/saniye</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/export_dialog.py" />
      <source>Each picture says “{notice}” in a margin below it, a volume in its header.</source>
      <translation>Her görüntünün alt kenarında, hacmin ise başlığında “{notice}” yazar.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/failures_dialog.py" />
      <source>{count} file could not be opened</source>
      <translation>{count} dosya açılamadı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/failures_dialog.py" />
      <source>{count} files could not be opened</source>
      <translation>{count} dosya açılamadı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/failures_dialog.py" />
      <source>{failures}. Everything else was opened.</source>
      <translation>{failures}. Geri kalan her şey açıldı.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/failures_dialog.py" />
      <source>Files not opened</source>
      <translation>Açılamayan dosyalar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/failures_dialog.py" />
      <source>File</source>
      <translation>Dosya</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/failures_dialog.py" />
      <source>Why</source>
      <translation>Neden</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/failures_dialog.py" />
      <source>Copy as text</source>
      <translation>Metin olarak kopyala</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/file_commands.py" />
      <source>All files, also DICOM without an extension</source>
      <translation>Tüm dosyalar, uzantısız DICOM da</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/file_commands.py" />
      <source>Open files</source>
      <translation>Dosya aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/file_commands.py" />
      <source>Open folder</source>
      <translation>Klasör aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/file_commands.py" />
      <source>Nothing yet</source>
      <translation>Henüz bir şey yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/file_commands.py" />
      <source>Forget these</source>
      <translation>Bunları unut</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/findings_panel.py" />
      <source>No model</source>
      <translation>Model yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/findings_panel.py" />
      <source>Loading the model…</source>
      <translation>Model yükleniyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/findings_panel.py" />
      <source>Ready</source>
      <translation>Hazır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/findings_panel.py" />
      <source>No answer for a plane</source>
      <translation>Düzlem için yanıt yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/findings_panel.py" />
      <source>The model answers for the images of the series, as they were made.</source>
      <translation>Model, serinin görüntüleri için, çekildikleri hâliyle yanıt verir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/findings_panel.py" />
      <source>Looking…</source>
      <translation>Bakılıyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/guide.py" />
      <source>No program could be found that opens the guide. It is this file:

{path}</source>
      <translation>Kılavuzu açacak bir program bulunamadı. Kılavuz şu dosyadır:

{path}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/guide.py" />
      <source>Guide</source>
      <translation>Kılavuz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_commands.py" />
      <source>No image is open.</source>
      <translation>Açık görüntü yok.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_model.py" />
      <source>Tag</source>
      <translation>Etiket</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_model.py" />
      <source>Name</source>
      <translation>Ad</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_model.py" />
      <source>Value</source>
      <translation>Değer</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_window.py" />
      <source>Header</source>
      <translation>Başlık</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_window.py" />
      <source>Header: {title}</source>
      <translation>Başlık: {title}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_window.py" />
      <source>Copy value</source>
      <translation>Değeri kopyala</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_window.py" />
      <source>Copy row</source>
      <translation>Satırı kopyala</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_window.py" />
      <source>Copy all</source>
      <translation>Tümünü kopyala</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_window.py" />
      <source>Unfold everything</source>
      <translation>Tümünü genişlet</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_window.py" />
      <source>Fold everything</source>
      <translation>Tümünü daralt</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_window.py" />
      <source>Search tag, name or value</source>
      <translation>Etiket, ad ya da değer ara</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_window.py" />
      <source>{found:,} of {total:,} lines</source>
      <translation>{total:,} satırdan {found:,} tanesi</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/header_window.py" />
      <source>{total:,} lines</source>
      <translation>{total:,} satır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_commands.py" />
      <source>Mouse and keys</source>
      <translation>Fare ve tuşlar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_commands.py" />
      <source>About Kesit</source>
      <translation>Kesit hakkında</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>Mouse</source>
      <translation>Fare</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>A desktop radiology viewer with a local image classifier.</source>
      <translation>Bu bilgisayarda çalışan görüntü sınıflandırıcılı bir radyoloji görüntüleyicisi.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>MIT licence.</source>
      <translation>MIT lisansı.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>Images, answers and models stay on this computer.</source>
      <translation>Görüntüler, yanıtlar ve modeller bu bilgisayarda kalır.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>The licences of all parts, in full</source>
      <translation>Tüm parçaların lisansları, tam metin</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>Classes</source>
      <translation>Sınıflar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>Made for</source>
      <translation>Amacı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>Not for</source>
      <translation>Kullanılmamalı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>Trained on</source>
      <translation>Eğitim verisi</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>Measured</source>
      <translation>Ölçüm</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>Accuracy</source>
      <translation>Doğruluk</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>Threshold</source>
      <translation>Eşik</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>Network</source>
      <translation>Ağ</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>Licence</source>
      <translation>Lisans</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>Made with</source>
      <translation>Kullanılan parçalar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/help_dialogs.py" />
      <source>{accuracy:.1%} on held-out images</source>
      <translation>Ayrılmış görüntülerde {accuracy:.1%}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/histogram_panel.py" />
      <source>Automatic, from the 0.1st to the 99.9th percentile; also by a double click</source>
      <translation>Otomatik, 0.1 ile 99.9 yüzdelik arası; çift tıklamayla da</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/histogram_panel.py" />
      <source>Center</source>
      <translation>Merkez</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/histogram_panel.py" />
      <source>Width</source>
      <translation>Genişlik</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/histogram_panel.py" />
      <source>A colour image has no window.</source>
      <translation>Renkli görüntünün penceresi yoktur.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/histogram_panel.py" />
      <source>No image</source>
      <translation>Görüntü yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/input_dialog.py" />
      <source>{side} × {side} pixels {colour}, {fitted}. The window is the file's own, or that over its values, never the one chosen on screen. Details smaller than these pixels cannot have been seen.</source>
      <translation>{side} × {side} piksel {colour}, {fitted}. Pencere dosyanın kendisinindir ya da değerlerini kapsar; ekranda seçilen değildir. Bu piksellerden küçük ayrıntılar görülmüş olamaz.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/input_dialog.py" />
      <source>in colour</source>
      <translation>renkli</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/input_dialog.py" />
      <source>in grey</source>
      <translation>gri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/input_dialog.py" />
      <source>What the network saw</source>
      <translation>Ağın gördüğü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/input_dialog.py" />
      <source>proportions kept, the rest filled with black</source>
      <translation>oranlar korundu, gerisi siyahla dolduruldu</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/input_dialog.py" />
      <source>stretched to a square</source>
      <translation>kareye uzatıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/key_choice.py" />
      <source>{key} belongs to “{action}” already.</source>
      <translation>{key} tuşu zaten “{action}” için kullanılıyor.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/key_image_commands.py" />
      <source>Export key images into a new folder in</source>
      <translation>Anahtar görüntüleri şuradaki yeni bir klasöre aktar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/key_image_panel.py" />
      <source>No key image yet.
{how} marks the image on screen.</source>
      <translation>Henüz anahtar görüntü yok.
{how} ekrandaki görüntüyü işaretler.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/main_window.py" />
      <source>Open &amp;recent</source>
      <translation>S&amp;on açılanlar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/main_window.py" />
      <source>Windows of the fi&amp;le</source>
      <translation>Dos&amp;yanın pencereleri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/main_window.py" />
      <source>Studies</source>
      <translation>Çalışmalar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/main_window.py" />
      <source>What the model sees</source>
      <translation>Modelin gördüğü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/main_window.py" />
      <source>Measurements</source>
      <translation>Ölçümler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/main_window.py" />
      <source>Opened {series} series of {count} study</source>
      <translation>{count} çalışmadan {series} seri açıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/main_window.py" />
      <source>Opened {series} series of {count} studies</source>
      <translation>{count} çalışmadan {series} seri açıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/main_window.py" />
      <source>Opened {count} object without an image</source>
      <translation>Görüntüsü olmayan {count} nesne açıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/main_window.py" />
      <source>Opened {count} objects without an image</source>
      <translation>Görüntüsü olmayan {count} nesne açıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/main_window.py" />
      <source>There is no image in what was opened</source>
      <translation>Açılanlarda görüntü yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/measurement_commands.py" />
      <source>Export measurements as</source>
      <translation>Ölçümleri dışa aktar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/measurement_commands.py" />
      <source>Text beside it:</source>
      <translation>Yanındaki yazı:</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/measurement_commands.py" />
      <source>Undone: {what}</source>
      <translation>Geri alındı: {what}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/measurement_commands.py" />
      <source>Done again: {what}</source>
      <translation>Yinelendi: {what}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/measurement_commands.py" />
      <source>Deleted: {what}</source>
      <translation>Silindi: {what}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/measurement_commands.py" />
      <source>{how}. Esc puts the tool away</source>
      <translation>{how}. Esc aracı bırakır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/measurement_panel.py" />
      <source>Nothing was measured yet.
Choose a tool in the toolbar or in the menu Measurements.</source>
      <translation>Henüz ölçüm yapılmadı.
Araç çubuğundan ya da Ölçümler menüsünden bir araç seçin.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/measurement_panel.py" />
      <source>Image</source>
      <translation>Görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/measurement_panel.py" />
      <source>What</source>
      <translation>Ne</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/memory_commands.py" />
      <source>Memory</source>
      <translation>Bellek</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/memory_commands.py" />
      <source>By the memory of this machine ({size})</source>
      <translation>Bu bilgisayarın belleğine göre ({size})</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/memory_commands.py" />
      <source>Above that, images that were looked at long ago are decoded again when they are wanted.</source>
      <translation>Bunun üstünde, uzun süre önce bakılan görüntüler istendiğinde yeniden çözülür.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/memory_commands.py" />
      <source>Decoded images take now</source>
      <translation>Çözülmüş görüntülerin şimdi kapladığı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/memory_commands.py" />
      <source>They may take</source>
      <translation>Kaplayabilecekleri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/model_commands.py" />
      <source>Open a model folder</source>
      <translation>Model klasörü aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/model_commands.py" />
      <source>Model not opened</source>
      <translation>Model açılamadı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/model_commands.py" />
      <source>About this model</source>
      <translation>Bu model hakkında</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/model_proposal.py" />
      <source>Use this model</source>
      <translation>Bu modeli kullan</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/model_proposal.py" />
      <source>Not now</source>
      <translation>Şimdi değil</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/model_proposal.py" />
      <source>The model in use is not made for this series; “{title}” is.</source>
      <translation>Kullanılan model bu seri için değil; “{title}” bu seri içindir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Change the window</source>
      <translation>Pencereyi değiştir</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Move the image</source>
      <translation>Görüntüyü kaydır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Zoom</source>
      <translation>Yakınlaştır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Go through the images</source>
      <translation>Görüntüler arasında gezin</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Turn the image</source>
      <translation>Görüntüyü döndür</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>window: right widens, down raises the center</source>
      <translation>pencere: sağa genişletir, aşağı merkezi yükseltir</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>move the image</source>
      <translation>görüntüyü kaydırır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>zoom about where it began: up enlarges</source>
      <translation>başladığı yer çevresinde yakınlaştırır: yukarı büyütür</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>go through the images: down is on</source>
      <translation>görüntüler arasında gezer: aşağı ilerler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>turn the image freely</source>
      <translation>görüntüyü serbestçe döndürür</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>previous and next image</source>
      <translation>önceki ve sonraki görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>zoom about the pointer</source>
      <translation>imleç çevresinde yakınlaştırır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Double click</source>
      <translation>Çift tıklama</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>one of several panes: enlarge it, and back; a single pane: fit to window</source>
      <translation>birden çok bölmede: bölmeyi büyütür, geri küçültür; tek bölmede: pencereye sığdırır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Shift + wheel</source>
      <translation>Shift + tekerlek</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>previous and next phase, where a series has several</source>
      <translation>serinin birden çok fazı varsa önceki ve sonraki faz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Shift + move</source>
      <translation>Shift + hareket</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>3-D cursor: the same place in the other panes</source>
      <translation>3B imleç: diğer bölmelerde aynı yer</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>On the lines of planes</source>
      <translation>Düzlem çizgileri üzerinde</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>drag their middle or a line to move planes, a ring to turn</source>
      <translation>ortasını ya da bir çizgiyi sürüklemek düzlemleri taşır, halka döndürür</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Drag from the list</source>
      <translation>Listeden sürükleme</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>show a series in the pane where it is dropped</source>
      <translation>seriyi bırakıldığı bölmede gösterir</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Right click</source>
      <translation>Sağ tıklama</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>menu</source>
      <translation>menü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>With a measuring tool</source>
      <translation>Ölçüm aracıyla</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>left drag or clicks draw; Esc puts the tool away</source>
      <translation>sol sürükleme ya da tıklama çizer; Esc aracı bırakır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>On a measurement</source>
      <translation>Ölçüm üzerinde</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>left drag on a handle changes it, on a line moves it</source>
      <translation>sol sürükleme tutamaçta değiştirir, çizgide taşır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Wheel</source>
      <translation>Tekerlek</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Left drag</source>
      <translation>Sol sürükleme</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Middle drag</source>
      <translation>Orta sürükleme</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Right drag</source>
      <translation>Sağ sürükleme</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Ctrl + wheel</source>
      <translation>Ctrl + tekerlek</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mouse_words.py" />
      <source>Ctrl + left drag</source>
      <translation>Ctrl + sol sürükleme</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_bar.py" />
      <source> mm</source>
      <translation> mm</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_bar.py" />
      <source>Back to the series</source>
      <translation>Seriye dön</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_bar.py" />
      <source>Lines: drag the middle or a line to move, a ring to turn</source>
      <translation>Çizgiler: taşımak için ortayı ya da bir çizgiyi, döndürmek için halkayı sürükleyin</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_bar.py" />
      <source>Slab</source>
      <translation>Kalınlık</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_commands.py" />
      <source>Planes cannot be shown: {reason}.</source>
      <translation>Düzlemler gösterilemiyor: {reason}.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_commands.py" />
      <source>Reading the volume…</source>
      <translation>Hacim okunuyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_commands.py" />
      <source>Planes</source>
      <translation>Düzlemler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>&amp;No slab</source>
      <translation>&amp;Kalınlıksız</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>Planes without thickness</source>
      <translation>Kalınlığı olmayan düzlemler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>&amp;Maximum (MIP)</source>
      <translation>&amp;Maksimum (MIP)</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>The largest values in a slab: vessels, bone</source>
      <translation>Bir kalınlıktaki en büyük değerler: damarlar, kemik</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>M&amp;inimum (MinIP)</source>
      <translation>M&amp;inimum (MinIP)</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>The smallest values in a slab: airways, bile ducts</source>
      <translation>Bir kalınlıktaki en küçük değerler: hava yolları, safra yolları</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>M&amp;ean</source>
      <translation>&amp;Ortalama</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>The mean of a slab, as a thicker slice: less noise</source>
      <translation>Bir kalınlığın ortalaması, daha kalın kesit gibi: daha az gürültü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>&amp;Planes (MPR)</source>
      <translation>&amp;Düzlemler (MPR)</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>&amp;Reset planes</source>
      <translation>Düzlemleri &amp;sıfırla</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>Ne&amp;xt kind of slab</source>
      <translation>Sonraki kalınlık &amp;türü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>&amp;Thicker</source>
      <translation>Daha ka&amp;lın</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>T&amp;hinner</source>
      <translation>Daha i&amp;nce</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>Axial, coronal and sagittal planes through the volume of the series, and back</source>
      <translation>Serinin hacminden aksiyel, koronal ve sagital düzlemler, ve geri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>Straight, through the middle, and seen as a whole</source>
      <translation>Düz, ortadan geçen ve bütünü görünen</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/mpr_rows.py" />
      <source>No slab, MIP, MinIP, mean in turn</source>
      <translation>Sırayla kalınlıksız, MIP, MinIP, ortalama</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/notice.py" />
      <source>Research use only. Not a medical device; not for diagnosis.</source>
      <translation>Yalnızca araştırma içindir. Tıbbi cihaz değildir; tanı amacıyla kullanılamaz.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/notice.py" />
      <source>&lt;b&gt;Research use only.&lt;/b&gt; Kesit is not a medical device and not for diagnosis. Its classifiers can be confidently wrong; a heat map shows what influenced an answer, not where a disease is.</source>
      <translation>&lt;b&gt;Yalnızca araştırma içindir.&lt;/b&gt; Kesit tıbbi cihaz değildir, tanı amacıyla kullanılamaz. Sınıflandırıcıları kendinden emin biçimde yanılabilir; ısı haritası hastalığın yerini değil, yanıtı neyin etkilediğini gösterir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/notice.py" />
      <source>Understood</source>
      <translation>Anladım</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/opening_progress.py" />
      <source>Opening  {done} / {total}</source>
      <translation>Açılıyor  {done} / {total}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>Most probable class</source>
      <translation>En olası sınıf</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>It is not the place of a disease.</source>
      <translation>Hastalığın yeri değildir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>Weighs each channel by its mean influence on the class.</source>
      <translation>Her kanalı sınıfa ortalama etkisiyle ağırlıklandırır.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>Weighs each place by its own influence. The same as Grad-CAM where the network averages at its end, as all bundled ones do.</source>
      <translation>Her yeri kendi etkisiyle ağırlıklandırır. Sonunda ortalama alan ağlarda (programla gelenlerin tümü) Grad-CAM ile aynıdır.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>What speaks for this class rather than for the others.</source>
      <translation>Diğerleri yerine bu sınıfı destekleyenler.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>Raw maximum {peak:.3g} ({method})</source>
      <translation>Ham en yüksek değer {peak:.3g} ({method})</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>Maps of {known} of {total} images; the others have no colour.</source>
      <translation>{total} görüntüden {known} tanesinin haritası; ötekiler renksiz.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>Raw maximum {peak:.3g} in this plane, {largest:.3g} in the series ({method}).</source>
      <translation>Ham en yüksek değer bu düzlemde {peak:.3g}, seride {largest:.3g} ({method}).</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>No positive evidence: nothing in this image spoke for this class.</source>
      <translation>Olumlu kanıt yok: bu görüntüde hiçbir şey bu sınıfı desteklemedi.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>No heat map here: no image near this plane was evaluated.</source>
      <translation>Burada ısı haritası yok: bu düzlemin yakınındaki hiçbir görüntü değerlendirilmedi.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>No heat map: no image of the series is evaluated so far.</source>
      <translation>Isı haritası yok: serinin hiçbir görüntüsü henüz değerlendirilmedi.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>No heat map: the network was not asked.</source>
      <translation>Isı haritası yok: ağa sorulmadı.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>Computing…</source>
      <translation>Hesaplanıyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>Opacity</source>
      <translation>Opaklık</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>Method</source>
      <translation>Yöntem</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>Where it looked</source>
      <translation>Nereye baktı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/overlay_controls.py" />
      <source>No positive evidence: nothing in this plane spoke for this class.</source>
      <translation>Olumlu kanıt yok: bu düzlemde bu sınıfı destekleyen bir şey yok.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/pane_painter.py" />
      <source>★ Key image</source>
      <translation>★ Anahtar görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/pane_presenter.py" />
      <source>Drag a series here</source>
      <translation>Bir seriyi buraya sürükleyin</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/pane_presenter.py" />
      <source>{method}: no positive evidence for {title}</source>
      <translation>{method}: {title} için olumlu kanıt yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/pane_presenter.py" />
      <source>{method}: {title}. Maps of {known} of {total} images</source>
      <translation>{method}: {title}. {total} görüntüden {known} tanesinin haritası</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/pane_presenter.py" />
      <source>{method}: {title}. Not evaluated: no answer</source>
      <translation>{method}: {title}. Değerlendirilmedi: yanıt yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/pane_presenter.py" />
      <source>Reading…</source>
      <translation>Okunuyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/pane_presenter.py" />
      <source>This image cannot be shown.

{reason}</source>
      <translation>Bu görüntü gösterilemiyor.

{reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/phase_bar.py" />
      <source>Phase</source>
      <translation>Faz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/probability_bar.py" />
      <source>An answer is given from {threshold} (the tick)</source>
      <translation>{threshold} değerinden (çizgi) itibaren yanıt verilir</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/probability_bar.py" />
      <source>no answer</source>
      <translation>yanıt yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/reading_panels.py" />
      <source>Key images</source>
      <translation>Anahtar görüntüler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/reading_panels.py" />
      <source>Histogram</source>
      <translation>Histogram</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/recent_links.py" />
      <source>Open {path}</source>
      <translation>Aç: {path}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/recent_links.py" />
      <source>Opened last</source>
      <translation>Son açılanlar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/report_window.py" />
      <source>Search the report</source>
      <translation>Raporda ara</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/series_list.py" />
      <source>{count} image</source>
      <translation>{count} görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/series_list.py" />
      <source>{count} series</source>
      <translation>{count} seri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/series_list.py" />
      <source>{images}  ·  {count} phases</source>
      <translation>{images}  ·  {count} faz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/series_list.py" />
      <source>No patient</source>
      <translation>Hasta bilgisi yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/series_list.py" />
      <source>no date</source>
      <translation>tarih yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/series_list.py" />
      <source>{modality}, click to read</source>
      <translation>{modality}, okumak için tıklayın</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/series_list.py" />
      <source>{modality}, no image</source>
      <translation>{modality}, görüntü yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/series_list.py" />
      <source>Study</source>
      <translation>Çalışma</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/series_offer.py" />
      <source>Open the series</source>
      <translation>Seriyi aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/series_offer.py" />
      <source>This is 1 of {count} images of its series in the same folder.</source>
      <translation>Bu, aynı klasördeki serinin {count} görüntüsünden biridir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/series_summary.py" />
      <source>These are counts of single images: no probability for the study.</source>
      <translation>Bunlar tek tek görüntülerin sayısıdır: çalışma için bir olasılık değildir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/session_commands.py" />
      <source>Reopened; {gone} of {paths} files and folders are not there any more</source>
      <translation>Yeniden açıldı; {paths} dosya ve klasörden {gone} tanesi artık yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/session_commands.py" />
      <source>Reopened what was open last time</source>
      <translation>Son kez açık olanlar yeniden açıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/session_commands.py" />
      <source>What was open last time is not there any more</source>
      <translation>Son kez açık olanlar artık yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/session_offer.py" />
      <source>Reopen</source>
      <translation>Yeniden aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/session_offer.py" />
      <source>Always reopen</source>
      <translation>Hep yeniden aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/session_offer.py" />
      <source>Now and at every start, without asking</source>
      <translation>Şimdi ve her açılışta, sormadan</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/session_offer.py" />
      <source>Last time one study was open.</source>
      <translation>Son kez bir çalışma açıktı.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/session_offer.py" />
      <source>Last time {count} studies were open.</source>
      <translation>Son kez {count} çalışma açıktı.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/session_offer.py" />
      <source>Kesit did not end as it should. One study was open.</source>
      <translation>Kesit beklenmedik biçimde kapandı. Bir çalışma açıktı.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/session_offer.py" />
      <source>Kesit did not end as it should. {count} studies were open.</source>
      <translation>Kesit beklenmedik biçimde kapandı. {count} çalışma açıktı.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_dialog.py" />
      <source>Settings</source>
      <translation>Ayarlar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_dialog.py" />
      <source>General</source>
      <translation>Genel</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_dialog.py" />
      <source>Keys</source>
      <translation>Tuşlar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_dialog.py" />
      <source>Window presets</source>
      <translation>Pencere ayarları</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_general.py" />
      <source>Dark</source>
      <translation>Koyu</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_general.py" />
      <source>Light</source>
      <translation>Açık</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_general.py" />
      <source>Like the system</source>
      <translation>Sistemdeki gibi</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_general.py" />
      <source>Begin with the window and the panes as they were left</source>
      <translation>Pencere ve bölmeler bırakıldığı gibi açılsın</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_general.py" />
      <source>Language</source>
      <translation>Dil</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_general.py" />
      <source>Colours</source>
      <translation>Renkler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_general.py" />
      <source>At the start</source>
      <translation>Açılışta</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_general.py" />
      <source>The surroundings of an image are always black.</source>
      <translation>Görüntünün çevresi her zaman siyahtır.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_keys.py" />
      <source>Set</source>
      <translation>Ata</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_keys.py" />
      <source>Add as another</source>
      <translation>Bunu da ekle</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_keys.py" />
      <source>Take away</source>
      <translation>Kaldır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_keys.py" />
      <source>Default</source>
      <translation>Varsayılan</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_keys.py" />
      <source>All to default</source>
      <translation>Tümü varsayılana</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_keys.py" />
      <source>Search action or key</source>
      <translation>İşlem ya da tuş ara</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_keys.py" />
      <source>Action</source>
      <translation>İşlem</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_mouse.py" />
      <source>Restore defaults</source>
      <translation>Varsayılanlara dön</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_mouse.py" />
      <source>With a measuring tool the left button draws. A right click without a drag opens the menu.</source>
      <translation>Ölçüm aracı seçiliyken sol düğme çizer. Sürüklemeden sağ tıklama menüyü açar.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_presets.py" />
      <source>New window</source>
      <translation>Yeni pencere</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_presets.py" />
      <source>Add</source>
      <translation>Ekle</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_presets.py" />
      <source>Remove</source>
      <translation>Sil</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_presets.py" />
      <source>Modality</source>
      <translation>Modalite</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_presets.py" />
      <source>Key</source>
      <translation>Tuş</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_presets.py" />
      <source>Up</source>
      <translation>Yukarı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/settings_presets.py" />
      <source>Down</source>
      <translation>Aşağı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/study_panel.py" />
      <source>{series} series in one study</source>
      <translation>Bir çalışmada {series} seri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/study_panel.py" />
      <source>{series} series in {count} studies</source>
      <translation>{count} çalışmada {series} seri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/study_panel.py" />
      <source>{found} of {series} series</source>
      <translation>{series} seriden {found} tanesi</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/study_panel.py" />
      <source>Name, date, modality, description</source>
      <translation>Ad, tarih, modalite, açıklama</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/study_panel.py" />
      <source>Show only the series in which all these words are found</source>
      <translation>Yalnızca bu sözcüklerin hepsinin geçtiği serileri göster</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/summary_commands.py" />
      <source>Summary of this series</source>
      <translation>Bu serinin özeti</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/summary_commands.py" />
      <source>Name the patient and the examination</source>
      <translation>Hastayı ve çalışmayı adıyla belirt</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/summary_commands.py" />
      <source>The summary was not written: {reason}</source>
      <translation>Özet yazılmadı: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/summary_commands.py" />
      <source>Page for printing (*.pdf)</source>
      <translation>Yazdırılacak sayfa (*.pdf)</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/summary_commands.py" />
      <source>Page for browsers (*.html)</source>
      <translation>Tarayıcı sayfası (*.html)</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/summary_commands.py" />
      <source>The model has not looked at this series yet: nothing was written</source>
      <translation>Model bu seriye henüz bakmadı: hiçbir şey yazılmadı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/summary_commands.py" />
      <source>Wrote {name}</source>
      <translation>{name} yazıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/tool_commands.py" />
      <source>Training is done: open Tools &gt; Train a classifier for its report</source>
      <translation>Eğitim bitti: rapor için Araçlar &gt; Sınıflandırıcı eğit’i açın</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/tool_commands.py" />
      <source>Training ended early: {reason}</source>
      <translation>Eğitim erken sona erdi: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/toolbar.py" />
      <source>Toolbar</source>
      <translation>Araç çubuğu</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/toolbar.py" />
      <source>Layout of panes</source>
      <translation>Bölme düzeni</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/toolbar.py" />
      <source>What panes do together</source>
      <translation>Bölmelerin birlikte yaptıkları</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_advanced.py" />
      <source>&amp;Advanced</source>
      <translation>&amp;Gelişmiş</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_advanced.py" />
      <source>Show rare classes as often as frequent ones</source>
      <translation>Seyrek sınıfları sık olanlar kadar göster</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_advanced.py" />
      <source>Exchange left and right at random</source>
      <translation>Sol ve sağı rastgele değiştir</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_advanced.py" />
      <source>What the recipe says</source>
      <translation>Tarifteki gibi</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_advanced.py" />
      <source>&amp;Begin with</source>
      <translation>&amp;Başlangıç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_advanced.py" />
      <source>&amp;Epochs of the whole network</source>
      <translation>Tüm ağın &amp;epokları</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_advanced.py" />
      <source>&amp;Image size in pixels</source>
      <translation>&amp;Piksel olarak görüntü boyutu</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_advanced.py" />
      <source>Images in a ba&amp;tch</source>
      <translation>&amp;Yığındaki görüntüler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_advanced.py" />
      <source>Highest &amp;learning rate</source>
      <translation>En yüksek öğrenme &amp;hızı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_class_list.py" />
      <source>{name}: {count} image</source>
      <translation>{name}: {count} görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_class_list.py" />
      <source>{name}: {count} images</source>
      <translation>{name}: {count} görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_class_list.py" />
      <source>Classes and their images</source>
      <translation>Sınıflar ve görüntüleri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_confusion.py" />
      <source>{count:,} of {total:,} images of “{truth}” were called “{said}”</source>
      <translation>“{truth}” sınıfındaki {total:,} görüntüden {count:,} tanesine “{said}” dendi</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_confusion.py" />
      <source>truth {name}: {counts}</source>
      <translation>gerçek {name}: {counts}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_confusion.py" />
      <source>Confusion matrix: rows truth, columns predicted</source>
      <translation>Karışıklık matrisi: satırlar gerçek, sütunlar tahmin</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_confusion.py" />
      <source>predicted</source>
      <translation>tahmin</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_confusion.py" />
      <source>truth</source>
      <translation>gerçek</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_copies.py" />
      <source>Pictures that are alike</source>
      <translation>Benzer resimler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_copies.py" />
      <source>What was found</source>
      <translation>Bulunanlar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_copies.py" />
      <source>Keep all of these</source>
      <translation>Bunların hepsini tut</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_copies.py" />
      <source>Before</source>
      <translation>Önceki</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_copies.py" />
      <source>More</source>
      <translation>Sonraki</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_copies.py" />
      <source>{images} will be left out</source>
      <translation>{images} dışarıda bırakılacak</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_copies.py" />
      <source>Groups {first} to {last} of {all}</source>
      <translation>{all} gruptan {first} – {last}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_copies.py" />
      <source>Leave all of these out</source>
      <translation>Bunların hepsini dışarıda bırak</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_copies.py" />
      <source>Leave out all but one of each</source>
      <translation>Her birinden biri dışında hepsini dışarıda bırak</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_copies.py" />
      <source>A picture that is crossed out is left out of the training. No file is deleted.</source>
      <translation>Üstü çizili resim eğitimin dışında kalır. Hiçbir dosya silinmez.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_copies.py" />
      <source>and {more} more</source>
      <translation>ve {more} tane daha</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_copies.py" />
      <source>cannot be read</source>
      <translation>okunamıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_curves.py" />
      <source>Loss</source>
      <translation>Kayıp</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_curves.py" />
      <source>Accuracy (%)</source>
      <translation>Doğruluk (%)</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_curves.py" />
      <source>Learning rate</source>
      <translation>Öğrenme hızı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_curves.py" />
      <source>epoch</source>
      <translation>epok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_curves.py" />
      <source>{title} by epoch</source>
      <translation>Epoklara göre: {title}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_curves.py" />
      <source>best</source>
      <translation>en iyi</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_curves.py" />
      <source>training</source>
      <translation>eğitim</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_curves.py" />
      <source>validation</source>
      <translation>doğrulama</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_curves.py" />
      <source>macro F1</source>
      <translation>makro F1</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>A folder with one sub-folder per class</source>
      <translation>Her sınıf için bir alt klasörü olan klasör</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>A file that lists or holds images</source>
      <translation>Görüntüleri listeleyen ya da içeren dosya</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>{count:,} image</source>
      <translation>{count:,} görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>{count:,} images</source>
      <translation>{count:,} görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>{count:,} class</source>
      <translation>{count:,} sınıf</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>{count:,} classes</source>
      <translation>{count:,} sınıf</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>{count:,} image is left out</source>
      <translation>{count:,} görüntü dışarıda bırakıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>{count:,} images are left out</source>
      <translation>{count:,} görüntü dışarıda bırakıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>Which images shall it learn from?</source>
      <translation>Hangi görüntülerden öğrensin?</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>A folder with one sub-folder per class, or a file that lists or holds the images. They stay where they are, and on this computer.</source>
      <translation>Her sınıf için bir alt klasörü olan bir klasör ya da görüntüleri listeleyen veya içeren bir dosya. Görüntüler yerinde ve bu bilgisayarda kalır.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>&amp;Look at copies side by side…</source>
      <translation>&amp;Kopyalara yan yana bak…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>{images} in {classes}</source>
      <translation>{classes}, {images}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>Choose a folder…</source>
      <translation>Klasör seç…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>Choose a file…</source>
      <translation>Dosya seç…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>A table of paths and labels (CSV, Parquet), IDX files, or an .npz file</source>
      <translation>Yol ve etiket tablosu (CSV, Parquet), IDX dosyaları ya da bir .npz dosyası</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>Try it with the built-in digits</source>
      <translation>Yerleşik rakamlarla dene</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>Built-in digits</source>
      <translation>Yerleşik rakamlar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>Lists and arrays</source>
      <translation>Listeler ve diziler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>All files</source>
      <translation>Tüm dosyalar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_data_page.py" />
      <source>Reading every image once…</source>
      <translation>Her görüntü bir kez okunuyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_drop_area.py" />
      <source>Drop a folder or a file here</source>
      <translation>Bir klasör ya da dosyayı buraya bırakın</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_drop_area.py" />
      <source>for example   scans / healthy / …   and   scans / fractured / …</source>
      <translation>örneğin   taramalar / saglikli / …   ve   taramalar / kirik / …</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_findings.py" />
      <source>What was found in the folder</source>
      <translation>Klasörde bulunanlar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_findings.py" />
      <source>Every file could be read.</source>
      <translation>Tüm dosyalar okunabildi.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_findings.py" />
      <source>and {count:,} more file</source>
      <translation>ve {count:,} dosya daha</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_findings.py" />
      <source>and {count:,} more files</source>
      <translation>ve {count:,} dosya daha</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_gallery.py" />
      <source>{truth}, called {answer} ({probability})</source>
      <translation>{truth}, verilen yanıt {answer} ({probability})</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_gallery.py" />
      <source>{count:,} image. Right: what spoke for the answer. Press a picture to open it.</source>
      <translation>{count:,} görüntü. Sağda: yanıtı destekleyenler. Açmak için bir resme tıklayın.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_gallery.py" />
      <source>{count:,} images, the surest answers first. Right: what spoke for the answer. Press a picture to open it.</source>
      <translation>{count:,} görüntü, en emin yanıtlar önce. Sağda: yanıtı destekleyenler. Açmak için bir resme tıklayın.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_gallery.py" />
      <source>Reading the images, and what the model saw in them…</source>
      <translation>Görüntüler ve modelin onlarda gördükleri okunuyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_gallery.py" />
      <source>Reading image {number} of {total}…</source>
      <translation>Görüntü okunuyor: {number} / {total}…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_gallery.py" />
      <source>{path}
Opens in the viewer</source>
      <translation>{path}
Görüntüleyicide açılır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_gallery.py" />
      <source>There are no such images.</source>
      <translation>Böyle görüntü yok.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_gallery.py" />
      <source>The file has gone</source>
      <translation>Dosya artık yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_page.py" />
      <source>Next</source>
      <translation>İleri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>Training is still going on.</source>
      <translation>Eğitim hâlâ sürüyor.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>It can go on without this window, and even without the viewer. Open “Train a classifier” again to see how far it is.</source>
      <translation>Bu pencere, hatta görüntüleyici olmadan da sürebilir. Ne kadar ilerlediğini görmek için “Sınıflandırıcı eğit”i yeniden açın.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>Leave without training?</source>
      <translation>Eğitmeden çıkılsın mı?</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>What you have chosen here is forgotten.</source>
      <translation>Burada yaptığınız seçimler unutulur.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>Stop training?</source>
      <translation>Eğitim durdurulsun mu?</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>Discard the unfinished training “{name}”?</source>
      <translation>Tamamlanmamış “{name}” eğitimi silinsin mi?</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>{count:,} finished epoch will be deleted for good. Your images are not touched.</source>
      <translation>Tamamlanmış {count:,} epok kalıcı olarak silinecek. Görüntülerinize dokunulmaz.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>{count:,} finished epochs will be deleted for good. Your images are not touched.</source>
      <translation>Tamamlanmış {count:,} epok kalıcı olarak silinecek. Görüntülerinize dokunulmaz.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>Train a classifier</source>
      <translation>Sınıflandırıcı eğit</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>Stay here</source>
      <translation>Burada kal</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>Go on training</source>
      <translation>Eğitime devam et</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>Keep it</source>
      <translation>Sakla</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>Keep training</source>
      <translation>Eğitim sürsün</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>Stop training</source>
      <translation>Eğitimi durdur</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>Leave</source>
      <translation>Çık</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_questions.py" />
      <source>Discard</source>
      <translation>Sil</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>Start training</source>
      <translation>Eğitimi başlat</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>How shall it learn?</source>
      <translation>Nasıl öğrensin?</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>Every recipe ends with a report on the images that were held out.</source>
      <translation>Her tarif, ayrılmış görüntüler üzerine bir raporla biter.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source> min</source>
      <translation> dk</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>Minutes of searching</source>
      <translation>Arama süresi (dakika)</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>Other recipes</source>
      <translation>Diğer tarifler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>Trains a few images of noise by this recipe and counts up</source>
      <translation>Bu tarifle birkaç gürültü görüntüsü eğitir ve süreyi hesaplar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>Measuring how long this takes here…</source>
      <translation>Bunun burada ne kadar sürdüğü ölçülüyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>Tries many values of the recipe on parts of the images that it learns from, then trains once with the best of them. The longer it may try, the better.</source>
      <translation>Öğrendiği görüntülerin bölümlerinde tarifin birçok değerini dener, sonra en iyisiyle bir kez eğitir. Ne kadar uzun denerse o kadar iyi.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>Networks and settings of particular studies and data sets.</source>
      <translation>Belirli çalışma ve veri kümelerinin ağları ve ayarları.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>&amp;Name of the model</source>
      <translation>&amp;Modelin adı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>Search</source>
      <translation>Ara</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>You can pause and stop at any time and go on later.</source>
      <translation>İstediğiniz an duraklatıp durdurabilir, sonra sürdürebilirsiniz.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_recipe_page.py" />
      <source>Another recipe</source>
      <translation>Başka bir tarif</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_reliability.py" />
      <source>Reliability of the probabilities</source>
      <translation>Olasılıkların güvenilirliği</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_reliability.py" />
      <source>{left:.0f} to {right:.0f} %: {share:.0f} % of {count} right</source>
      <translation>{left:.0f} – {right:.0f} %: {count} yanıttan {share:.0f} % doğru</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_reliability.py" />
      <source>share that was right (%)</source>
      <translation>doğru olanların oranı (%)</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_reliability.py" />
      <source>probability shown (%)</source>
      <translation>gösterilen olasılık (%)</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>Writing {name}…</source>
      <translation>{name} yazılıyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>Export the model</source>
      <translation>Modeli dışa aktar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>Use this model now</source>
      <translation>Bu modeli şimdi kullan</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>Open the &amp;report</source>
      <translation>&amp;Raporu aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>One page with everything, for any browser</source>
      <translation>Her şeyin olduğu tek sayfa, her tarayıcı için</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>As an archive, without images…</source>
      <translation>Arşiv olarak, görüntüler olmadan…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>As ONNX…</source>
      <translation>ONNX olarak…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>Open its folder</source>
      <translation>Klasörünü aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>E&amp;xport</source>
      <translation>Dışa &amp;aktar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>Train it &amp;further…</source>
      <translation>Eğitime &amp;devam et…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>Begin a new training where this model has ended</source>
      <translation>Bu modelin bittiği yerden yeni bir eğitim başlat</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>Train another</source>
      <translation>Bir tane daha eğit</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>&amp;Confusions</source>
      <translation>&amp;Karışmalar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>Re&amp;liability</source>
      <translation>&amp;Güvenilirlik</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>Surest &amp;mistakes</source>
      <translation>En emin &amp;yanlışlar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_report_page.py" />
      <source>This model was made without a table of its images.</source>
      <translation>Bu model, görüntülerinin tablosu olmadan yapıldı.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>Training</source>
      <translation>Eğitim</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>Starting…</source>
      <translation>Başlatılıyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>Stop…</source>
      <translation>Durdur…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>Stop and &amp;keep the best</source>
      <translation>Durdur ve &amp;en iyiyi sakla</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>Learn no more, and make the model of the best epoch so far</source>
      <translation>Öğrenmeyi bırak ve şimdiye kadarki en iyi epoktan modeli yap</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>Stopping; then the best epoch is measured…</source>
      <translation>Durduruluyor; sonra en iyi epok ölçülecek…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>Stopping…</source>
      <translation>Durduruluyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>The training program is starting; this takes a few seconds.</source>
      <translation>Eğitim programı başlatılıyor; bu birkaç saniye sürer.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>Going on…</source>
      <translation>Sürdürülüyor…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>Go &amp;on</source>
      <translation>Devam &amp;et</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>&amp;Pause</source>
      <translation>D&amp;uraklat</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>Paused. The training keeps its place and its memory.</source>
      <translation>Duraklatıldı. Eğitim yerini ve belleğini korur.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>Epoch {epoch} of {epochs} is done</source>
      <translation>Epok {epoch} / {epochs} bitti</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_run_page.py" />
      <source>The curves begin with the first finished epoch.</source>
      <translation>Eğriler ilk tamamlanan epokla başlar.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_score_table.py" />
      <source>Precision</source>
      <translation>Kesinlik</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_score_table.py" />
      <source>Recall</source>
      <translation>Duyarlılık</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_score_table.py" />
      <source>Figures of each class on held-out images</source>
      <translation>Ayrılmış görüntülerde her sınıfın değerleri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_bars.py" />
      <source>{name}: {train} to learn from, {validation} to choose by, {test} to measure with</source>
      <translation>{name}: öğrenmek için {train}, seçmek için {validation}, ölçmek için {test}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_bars.py" />
      <source>Images of each class in each part</source>
      <translation>Her bölümde her sınıfın görüntüleri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_bars.py" />
      <source>to learn from</source>
      <translation>öğrenmek için</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_bars.py" />
      <source>to choose the best epoch</source>
      <translation>en iyi epoku seçmek için</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_bars.py" />
      <source>held out to measure</source>
      <translation>ölçmek için ayrılan</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_page.py" />
      <source>Which of them shall it be measured on?</source>
      <translation>Hangileriyle ölçülsün?</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_page.py" />
      <source>It learns from one part, its best epoch is chosen on a second, and the report is measured on a third that it never sees.</source>
      <translation>Bir bölümden öğrenir, en iyi epoku ikinci bir bölümde seçilir, rapor hiç görmediği üçüncü bölümde ölçülür.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_page.py" />
      <source>Near copies, and images of one patient (recommended)</source>
      <translation>Yakın kopyalar ve aynı hastanın görüntüleri (önerilir)</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_page.py" />
      <source>Exact copies, and images of one patient</source>
      <translation>Birebir kopyalar ve aynı hastanın görüntüleri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_page.py" />
      <source>Another number, another division; the same number, the same one.</source>
      <translation>Başka sayı, başka bölüm; aynı sayı, aynı bölüm.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_page.py" />
      <source>Held out to &amp;measure</source>
      <translation>Ö&amp;lçmek için ayrılan</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_page.py" />
      <source>Held out to choose the best &amp;epoch</source>
      <translation>En iyi &amp;epoku seçmek için ayrılan</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_page.py" />
      <source>Stay on &amp;one side</source>
      <translation>Bir &amp;yanda kalanlar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_page.py" />
      <source>&amp;Number of the draw</source>
      <translation>&amp;Kura numarası</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_split_page.py" />
      <source>Patients are known where a table or DICOM files name them; else only copies are found.</source>
      <translation>Hastalar bir tablo ya da DICOM dosyaları adlarını verirse bilinir; yoksa yalnızca kopyalar bulunur.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_steps.py" />
      <source>current step</source>
      <translation>şimdiki adım</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_trials.py" />
      <source>Score on parts of the images that were set aside (%)</source>
      <translation>Ayrılan görüntülerdeki puan (%)</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_trials.py" />
      <source>trial</source>
      <translation>deneme</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_trials.py" />
      <source>Score by trial</source>
      <translation>Denemelere göre puan</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_trials.py" />
      <source>whole</source>
      <translation>tamamlanan</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_trials.py" />
      <source>ended early</source>
      <translation>erken bitirilen</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_trials.py" />
      <source>best so far</source>
      <translation>şimdiye kadarki en iyi</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_unfinished.py" />
      <source>{name} ({recipe}): {done} of {epochs} epochs done, still training</source>
      <translation>{name} ({recipe}): {epochs} epoktan {done} tanesi bitti, eğitim sürüyor</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_unfinished.py" />
      <source>{name} ({recipe}): {done} of {epochs} epochs done, stopped</source>
      <translation>{name} ({recipe}): {epochs} epoktan {done} tanesi bitti, durduruldu</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_unfinished.py" />
      <source>Unfinished training</source>
      <translation>Tamamlanmamış eğitim</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_unfinished.py" />
      <source>Follow</source>
      <translation>İzle</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_unfinished.py" />
      <source>Resume</source>
      <translation>Sürdür</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_unfinished.py" />
      <source>Discard…</source>
      <translation>Sil…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_unfinished.py" />
      <source>Discard {name}</source>
      <translation>{name} eğitimini sil</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_wizard.py" />
      <source>Back</source>
      <translation>Geri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_wizard.py" />
      <source>Data</source>
      <translation>Veri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_wizard.py" />
      <source>Split</source>
      <translation>Bölümleme</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_wizard.py" />
      <source>Recipe</source>
      <translation>Tarif</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_wizard.py" />
      <source>Train</source>
      <translation>Eğitim</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>about {hours} h {minutes:02d} min left</source>
      <translation>yaklaşık {hours} sa {minutes:02d} dk kaldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{accuracy} right on {count:,} held-out image</source>
      <translation>Ayrılmış {count:,} görüntüde {accuracy} doğru</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{accuracy} right on {count:,} held-out images</source>
      <translation>Ayrılmış {count:,} görüntüde {accuracy} doğru</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>95 % interval: {low:.1f} to {high}</source>
      <translation>95 % güven aralığı: {low:.1f} – {high}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>On new images like these, expect between {low:.0f} and {high:.0f} of 100 to be right.</source>
      <translation>Bunlara benzeyen yeni görüntülerde 100 yanıttan {low:.0f} ile {high:.0f} arasında doğru bekleyin.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Held-out images: {figures}</source>
      <translation>Ayrılmış görüntüler: {figures}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{count:,} epoch over part of the {images:,} images.</source>
      <translation>{images:,} görüntünün bir bölümü üzerinde {count:,} epok.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{count:,} epochs over part of the {images:,} images.</source>
      <translation>{images:,} görüntünün bir bölümü üzerinde {count:,} epok.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{images} to learn from, {validation:,} to choose the best epoch, {test:,} held out for the report. Device: {device}.</source>
      <translation>Öğrenmek için {images}, en iyi epoku seçmek için {validation:,}, rapor için ayrılmış {test:,}. Aygıt: {device}.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Best so far: epoch {epoch}, {share} right on validation images. Its weights are the ones that are kept.</source>
      <translation>Şimdiye kadarki en iyi: epok {epoch}, doğrulama görüntülerinde {share} doğru. Saklanan ağırlıklar onunkilerdir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Best so far: trial {number}, {score}.</source>
      <translation>Şimdiye kadarki en iyi: {number}. deneme, {score}.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{count:,} finished epoch will be kept, and the run can be resumed later.</source>
      <translation>Tamamlanmış {count:,} epok saklanacak; eğitim sonra sürdürülebilir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{count:,} finished epochs will be kept, and the run can be resumed later.</source>
      <translation>Tamamlanmış {count:,} epok saklanacak; eğitim sonra sürdürülebilir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{images} in {count:,} group that stays whole on one side.</source>
      <translation>Bir yanda bütün kalan {count:,} grupta {images}.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{images} in {count:,} groups that stay whole on one side.</source>
      <translation>Bir yanda bütün kalan {count:,} grupta {images}.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>If they were drawn one by one, {leaks} of the {test} test images would have a copy, or an image of the same patient, among those learnt from, and the figures would look better than they are.</source>
      <translation>Tek tek seçilselerdi {test} test görüntüsünden {leaks} tanesinin kopyası ya da aynı hastaya ait bir görüntüsü öğrenilenler arasında olurdu ve sayılar olduğundan iyi görünürdü.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>About {time} on this computer, as it is now</source>
      <translation>Bu bilgisayarda, şu anki hâliyle yaklaşık {time}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{hours} h {minutes} min</source>
      <translation>{hours} sa {minutes} dk</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>a few seconds left</source>
      <translation>birkaç saniye kaldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>about {seconds} s left</source>
      <translation>yaklaşık {seconds} sn kaldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>about {minutes} min left</source>
      <translation>yaklaşık {minutes} dk kaldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Images of another kind, scanner or hospital may do worse: nothing here measures that.</source>
      <translation>Başka türden, başka cihazdan ya da hastaneden gelen görüntülerde sonuç daha kötü olabilir: burada bunu ölçen bir şey yoktur.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{count:,} test image has a copy, a near copy or an image of the same patient among the images it learnt from. Without it, {accuracy} of {images} are right ({interval}): believe this figure.</source>
      <translation>{count:,} test görüntüsünün kopyası, yakın kopyası ya da aynı hastaya ait bir görüntüsü öğrenilen görüntüler arasında. O olmadan {images} içinde {accuracy} doğru ({interval}): bu sayıya inanın.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{count:,} test images have a copy, a near copy or an image of the same patient among the images it learnt from. Without those, {accuracy} of {images} are right ({interval}): believe this figure.</source>
      <translation>{count:,} test görüntüsünün kopyası, yakın kopyası ya da aynı hastaya ait bir görüntüsü öğrenilen görüntüler arasında. Onlar olmadan {images} içinde {accuracy} doğru ({interval}): bu sayıya inanın.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Only {images} could be held out, so the figure is rough: anything between {low:.0f} and {high:.0f} of 100 images right fits it. More images make it sharper.</source>
      <translation>Yalnızca {images} ayrılabildi, bu yüzden sayı kabadır: 100 görüntüden {low:.0f} ile {high:.0f} arasında doğru, buna uyar. Daha çok görüntü sayıyı kesinleştirir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Always answering “{name}” would be right in {share}: it may have learned little.</source>
      <translation>Hep “{name}” demek {share} oranında doğru olurdu: az şey öğrenmiş olabilir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>The probabilities it shows are off by {points:.1f} points on average.</source>
      <translation>Gösterdiği olasılıklar ortalama {points:.1f} puan sapıyor.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{names} and {more} more</source>
      <translation>{names} ve {more} tane daha</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>macro F1 {share}</source>
      <translation>makro F1 {share}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>No epochs: looks at each of the {images:,} images once, then trains the last layer.</source>
      <translation>Epok yok: {images:,} görüntünün her birine bir kez bakar, sonra son katmanı eğitir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{count:,} epoch over part of the {images:,} images, then {more} more over all of them.</source>
      <translation>{images:,} görüntünün bir bölümü üzerinde {count:,} epok, sonra tümü üzerinde {more} epok daha.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{count:,} epochs over part of the {images:,} images, then {more} more over all of them.</source>
      <translation>{images:,} görüntünün bir bölümü üzerinde {count:,} epok, sonra tümü üzerinde {more} epok daha.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Reading the images</source>
      <translation>Görüntüler okunuyor</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Looking for near copies, which must not lie on both sides of the split</source>
      <translation>Bölümlemenin iki yanında birden bulunmaması gereken yakın kopyalar aranıyor</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Training the last layer on what the network sees already</source>
      <translation>Son katman, ağın şimdiden gördükleri üzerinde eğitiliyor</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Measuring on the held-out images</source>
      <translation>Ayrılmış görüntülerde ölçülüyor</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Searching: trial {number}</source>
      <translation>Aranıyor: deneme {number}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Epoch {epoch} of {epochs}</source>
      <translation>Epok {epoch} / {epochs}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Measured. Learning on, from all images: epoch {epoch}</source>
      <translation>Ölçüldü. Tüm görüntülerden öğrenmeye devam: epok {epoch}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Best so far: the recipe as it is, {score}.</source>
      <translation>Şimdiye kadarki en iyi: tarifin kendisi, {score}.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>No epoch is finished yet, so it would begin anew.</source>
      <translation>Henüz hiçbir epok bitmedi; eğitim baştan başlar.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>The files name {count:,} patient.</source>
      <translation>Dosyalarda {count:,} hastanın adı var.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>The files name {count:,} patients.</source>
      <translation>Dosyalarda {count:,} hastanın adı var.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>The images come with a split of their own, and it is kept.</source>
      <translation>Görüntülerin kendi bölümlemesi var; o korunur.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Copies, and images of one patient, are kept together. This draw would have parted none.</source>
      <translation>Kopyalar ve bir hastanın görüntüleri bir arada tutulur. Bu çekilişte zaten hiçbiri ayrılmazdı.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>No copies were found that would have to be kept together.</source>
      <translation>Birlikte tutulması gereken kopya bulunmadı.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{minutes} min of searching, and about {time} for the training with what was found.</source>
      <translation>{minutes} dk arama ve bulunanla eğitim için yaklaşık {time}.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{total}; {epoch} for each epoch.</source>
      <translation>{total}; her epok için {epoch}.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{seconds} s</source>
      <translation>{seconds} sn</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{minutes} min</source>
      <translation>{minutes} dk</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>Weakest class: “{name}”, of which {share} were found.</source>
      <translation>En zayıf sınıf: “{name}”, bunların {share} kadarı bulundu.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>The figures of {names} rest on fewer than {few} images each.</source>
      <translation>{names} için verilen sayılar {few} görüntüden azına dayanıyor.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>expected calibration error {share}</source>
      <translation>beklenen kalibrasyon hatası {share}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{count:,} image would be shown as “not evaluated”; it is counted by its most probable class</source>
      <translation>{count:,} görüntü “değerlendirilmedi” diye gösterilirdi; en olası sınıfıyla sayıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{count:,} images would be shown as “not evaluated”; they are counted by their most probable class</source>
      <translation>{count:,} görüntü “değerlendirilmedi” diye gösterilirdi; en olası sınıflarıyla sayıldılar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/training_words.py" />
      <source>{leaks} of its {test} test images have a copy, or an image of the same patient, among those learnt from: figures will be given twice, with and without them.</source>
      <translation>{test} test görüntüsünden {leaks} tanesinin kopyası ya da aynı hastaya ait bir görüntüsü öğrenilenler arasında: sayılar onlarla ve onlarsız, iki kez verilecek.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/view_commands.py" />
      <source>Window {number}</source>
      <translation>Pencere {number}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/view_commands.py" />
      <source>The file brings none</source>
      <translation>Dosyada pencere yok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>{count} file is no longer where it was, or is another one now:</source>
      <translation>{count} dosya artık yerinde değil ya da yerinde başka bir dosya var:</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>{count} files are no longer where they were, or are others now:</source>
      <translation>{count} dosya artık yerinde değil ya da yerlerinde başka dosyalar var:</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>Something was said about {count} file of studies that are not open.</source>
      <translation>Açık olmayan incelemelerin {count} dosyası hakkında bir şey söylendi.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>Something was said about {count} files of studies that are not open.</source>
      <translation>Açık olmayan incelemelerin {count} dosyası hakkında bir şey söylendi.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>A new or an empty folder for the labelled images</source>
      <translation>Etiketli görüntüler için yeni ya da boş bir klasör</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>Exported {count} labelled image</source>
      <translation>{count} etiketli görüntü dışa aktarıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>Exported {count} labelled images</source>
      <translation>{count} etiketli görüntü dışa aktarıldı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>Training can begin with them at once.</source>
      <translation>Onlarla eğitim hemen başlayabilir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>They are read where they were last. Shall they be exported, too?</source>
      <translation>Son bulundukları yerden okunurlar. Onlar da aktarılsın mı?</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>Export all</source>
      <translation>Hepsini aktar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>; {count} could not be read</source>
      <translation>; {count} tanesi okunamadı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>Train on them…</source>
      <translation>Onlarla eğit…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>What you said</source>
      <translation>Söyledikleriniz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>and {count} more</source>
      <translation>ve {count} tane daha</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>Only the open studies</source>
      <translation>Yalnızca açık incelemeler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_commands.py" />
      <source>There is nothing to export: no image of the open studies was given a class.</source>
      <translation>Dışa aktarılacak bir şey yok: açık çalışmaların hiçbir görüntüsüne sınıf verilmedi.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_list.py" />
      <source>Of the open studies. Words on images that are closed are kept and come back with them; the export can take them along.</source>
      <translation>Açık incelemelerinkiler. Kapalı görüntüler için söylenenler saklanır ve onlarla birlikte geri gelir; dışa aktarma onları da katabilir.</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_list.py" />
      <source>What you said about the answers</source>
      <translation>Yanıtlar hakkında söyledikleriniz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_list.py" />
      <source>&amp;Take back</source>
      <translation>&amp;Geri al</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_list.py" />
      <source>&amp;Export as training data…</source>
      <translation>&amp;Eğitim verisi olarak aktar…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_list.py" />
      <source>The model said</source>
      <translation>Modelin söylediği</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_list.py" />
      <source>You said</source>
      <translation>Sizin söylediğiniz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_list.py" />
      <source>Comment</source>
      <translation>Yorum</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_panel.py" />
      <source>Agree</source>
      <translation>Katılıyorum</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_panel.py" />
      <source>It is…</source>
      <translation>Bu…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_panel.py" />
      <source>Say what it is, or that it is none of these</source>
      <translation>Ne olduğunu ya da bunların hiçbiri olmadığını söyleyin</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_panel.py" />
      <source>Comment on this answer</source>
      <translation>Bu yanıta yorum</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_panel.py" />
      <source>The answer is right</source>
      <translation>Yanıt doğru</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/word_panel.py" />
      <source>None of these</source>
      <translation>Bunların hiçbiri</translation>
    </message>
    <message>
      <location filename="../../viewer/workers/outcome.py" />
      <source>Unexpected {kind}: {reason}</source>
      <translation>Beklenmeyen {kind}: {reason}</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>View</source>
      <translation>Görünüm</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Window</source>
      <translation>Pencere</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Link</source>
      <translation>Bağla</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Go</source>
      <translation>Git</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Model</source>
      <translation>Model</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Tools</source>
      <translation>Araçlar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Help</source>
      <translation>Yardım</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Open files…</source>
      <translation>&amp;Dosya aç…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Open DICOM, NIfTI, PNG, JPEG, TIFF or zip files</source>
      <translation>DICOM, NIfTI, PNG, JPEG, TIFF ya da zip dosyası aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Open &amp;folder…</source>
      <translation>&amp;Klasör aç…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Open everything in a folder, sub-folders included</source>
      <translation>Bir klasördeki her şeyi, alt klasörlerle birlikte aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Open &amp;sample study</source>
      <translation>Ö&amp;rnek çalışmayı aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Reopen last session</source>
      <translation>Son oturumu &amp;yeniden aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Open what was open when Kesit last ended, as it was</source>
      <translation>Kesit son kapandığında açık olanları olduğu gibi aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Reopen at s&amp;tart</source>
      <translation>Açılışta yenid&amp;en aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Reopen the last session at every start, without asking</source>
      <translation>Her açılışta son oturumu sormadan yeniden aç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Export…</source>
      <translation>Dışa &amp;aktar…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Save the view, the image or the series as pictures or a video</source>
      <translation>Görünümü, görüntüyü ya da seriyi resim veya video olarak kaydet</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Su&amp;mmary of this series…</source>
      <translation>Bu serinin ö&amp;zeti…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>One page about what the model said, with pictures, as PDF or HTML</source>
      <translation>Modelin söyledikleri üzerine resimli tek sayfa, PDF ya da HTML olarak</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Export &amp;key images…</source>
      <translation>Anahtar görüntü&amp;leri aktar…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Save all key images as pictures with a table, in a new folder</source>
      <translation>Tüm anahtar görüntüleri bir tabloyla birlikte resim olarak yeni bir klasöre kaydet</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Cop&amp;y view</source>
      <translation>&amp;Görünümü kopyala</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Copy the view to the clipboard, without text about the patient</source>
      <translation>Görünümü, hastaya ait yazılar olmadan panoya kopyala</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Cancel opening</source>
      <translation>Açmayı &amp;iptal et</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Files not o&amp;pened…</source>
      <translation>Açıla&amp;mayan dosyalar…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Close &amp;all studies</source>
      <translation>&amp;Tüm çalışmaları kapat</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Quit</source>
      <translation>&amp;Çıkış</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Fit to window</source>
      <translation>Pencereye &amp;sığdır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;One image pixel per screen pixel</source>
      <translation>&amp;Bir görüntü pikseli = bir ekran pikseli</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Zoom &amp;in</source>
      <translation>&amp;Yakınlaştır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Zoom o&amp;ut</source>
      <translation>&amp;Uzaklaştır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Reset window and view</source>
      <translation>Pencere ve &amp;görünümü sıfırla</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Rotate ri&amp;ght</source>
      <translation>S&amp;ağa döndür</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Rotate &amp;left</source>
      <translation>S&amp;ola döndür</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Flip &amp;horizontally</source>
      <translation>Ya&amp;tay çevir</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Flip &amp;vertically</source>
      <translation>&amp;Dikey çevir</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Upright</source>
      <translation>D&amp;ik konum</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Without turns and flips; to turn freely, hold Ctrl and drag</source>
      <translation>Döndürme ve çevirme olmadan; serbest döndürmek için Ctrl’ye basıp sürükleyin</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Show {layout} panes</source>
      <translation>{layout} bölme göster</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Enlarge this pane</source>
      <translation>Bu bö&amp;lmeyi büyüt</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Show the active pane alone, and all panes again</source>
      <translation>Etkin bölmeyi tek başına, sonra yine tüm bölmeleri göster</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Corner &amp;text</source>
      <translation>&amp;Köşe yazıları</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>O&amp;verlay planes of the file</source>
      <translation>Dosyanın bindir&amp;me düzlemleri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Show what the file draws over its images</source>
      <translation>Dosyanın görüntülerin üzerine çizdiklerini göster</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Magnifier under the pointer while held</source>
      <translation>Basılı tutulurken imleç altında büyüteç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Pa&amp;nels</source>
      <translation>Pa&amp;neller</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Show the panels at the sides, or give their room to the image</source>
      <translation>Yandaki panelleri göster ya da yerlerini görüntüye ver</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>F&amp;ull screen</source>
      <translation>Tam &amp;ekran</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Automatic</source>
      <translation>&amp;Otomatik</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>As the &amp;file says</source>
      <translation>&amp;Dosyadaki gibi</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Invert</source>
      <translation>&amp;Ters çevir</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Histogram</source>
      <translation>&amp;Histogram</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>The values of the image on screen, with the window to drag</source>
      <translation>Ekrandaki görüntünün değerleri ve sürüklenebilen pencere</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Keep for all such images</source>
      <translation>Böyle görüntülerin &amp;hepsi için sakla</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Show all images of this modality in these colours at first, today and later</source>
      <translation>Bu modalitenin bütün görüntülerini bundan böyle ilk olarak bu renklerle göster</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Scroll together</source>
      <translation>Birlikte g&amp;ezin</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Series in one frame of reference that are parallel show the same place</source>
      <translation>Aynı referans çerçevesindeki paralel seriler aynı yeri gösterir</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Pan together</source>
      <translation>Birlikte &amp;kaydır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Zoom together</source>
      <translation>Birlikte &amp;yakınlaştır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Window together</source>
      <translation>&amp;Pencereyi birlikte değiştir</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Panes of one modality</source>
      <translation>Aynı modalitenin bölmeleri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Link these slices by &amp;hand</source>
      <translation>Bu kesitleri e&amp;lle bağla</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Series of different examinations keep the distance that they have now</source>
      <translation>Farklı çalışmaların serileri şimdiki aralıklarını korur</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Reference lines</source>
      <translation>&amp;Referans çizgileri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Where the slice of the active pane lies in the others</source>
      <translation>Etkin bölmedeki kesitin diğerlerindeki yeri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>3-D &amp;cursor</source>
      <translation>3B &amp;imleç</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Show the place under the pointer in all panes; the same as holding Shift</source>
      <translation>İmlecin altındaki yeri tüm bölmelerde göster; Shift’e basmakla aynı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Length</source>
      <translation>&amp;Uzunluk</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Measure a length: drag, or click both ends</source>
      <translation>Uzunluk ölç: sürükleyin ya da iki uca tıklayın</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Angle</source>
      <translation>&amp;Açı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>An angle: drag one side, click the other end</source>
      <translation>Açı: bir kolu sürükleyin, öbür uca tıklayın</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Cobb angle</source>
      <translation>&amp;Cobb açısı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Measure the angle between two lines: drag each</source>
      <translation>İki doğru arasındaki açıyı ölç: her birini sürükleyin</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Rectangle</source>
      <translation>&amp;Dikdörtgen</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Values and area of a rectangle</source>
      <translation>Bir dikdörtgenin değerleri ve alanı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Ellipse</source>
      <translation>&amp;Elips</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Values and area of an ellipse</source>
      <translation>Bir elipsin değerleri ve alanı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Freehand region</source>
      <translation>&amp;Serbest çizim alanı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Values and area of a closed line</source>
      <translation>Kapalı bir çizginin değerleri ve alanı</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Point</source>
      <translation>&amp;Nokta</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>The value of one pixel</source>
      <translation>Bir pikselin değeri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Arrow with &amp;text</source>
      <translation>&amp;Yazılı ok</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Drag from the text to what it is about</source>
      <translation>Yazıdan gösterdiği yere sürükleyin</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Undo</source>
      <translation>&amp;Geri al</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Take back the last change of a measurement, a key image, or what you said of an answer</source>
      <translation>Bir ölçümdeki, anahtar görüntüdeki veya bir yanıt için söylediklerinizdeki son değişikliği geri al</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Red&amp;o</source>
      <translation>Y&amp;inele</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Do again what was undone</source>
      <translation>Geri alınanı yinele</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Text &amp;beside it…</source>
      <translation>Yanındaki &amp;metin…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Words that stand beside the selected measurement</source>
      <translation>Seçili ölçümün yanında duran sözler</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Delete</source>
      <translation>Si&amp;l</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Delete the selected measurement</source>
      <translation>Seçili ölçümü sil</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Export as C&amp;SV…</source>
      <translation>CSV &amp;olarak aktar…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Save a table of all measurements of the open studies</source>
      <translation>Açık çalışmaların tüm ölçümlerini tablo olarak kaydet</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Previous image</source>
      <translation>&amp;Önceki görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Next image</source>
      <translation>&amp;Sonraki görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>10 images &amp;back</source>
      <translation>10 görüntü &amp;geri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>10 images f&amp;orward</source>
      <translation>10 görüntü i&amp;leri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;First image</source>
      <translation>İl&amp;k görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Last image</source>
      <translation>So&amp;n görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Previous &amp;series</source>
      <translation>Önceki s&amp;eri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Next s&amp;eries</source>
      <translation>Sonraki se&amp;ri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Previous p&amp;hase</source>
      <translation>Önceki &amp;faz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>The same place a phase earlier: time, echo, b-value</source>
      <translation>Aynı yer, bir faz önce: zaman, eko, b değeri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Next ph&amp;ase</source>
      <translation>S&amp;onraki faz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>The same place a phase later: time, echo, b-value</source>
      <translation>Aynı yer, bir faz sonra: zaman, eko, b değeri</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Co&amp;mpare with prior</source>
      <translation>Önceki &amp;çalışmayla karşılaştır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Show the most similar series of the last examination of this patient beside this one</source>
      <translation>Bu hastanın önceki çalışmasındaki en benzer seriyi bunun yanında göster</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Fi&amp;nd in the list</source>
      <translation>Listede b&amp;ul</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Show only the series whose patient, study or description has some words</source>
      <translation>Yalnızca hastası, çalışması ya da açıklaması bu sözcükleri içeren serileri göster</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Key image</source>
      <translation>Ana&amp;htar görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Mark the image on screen, or take the mark away</source>
      <translation>Ekrandaki görüntüyü işaretle ya da işareti kaldır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Previous ke&amp;y image</source>
      <translation>Önceki &amp;anahtar görüntü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Next key i&amp;mage</source>
      <translation>Sonraki anahtar görün&amp;tü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Cine</source>
      <translation>S&amp;ine</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Play the images of the active pane</source>
      <translation>Etkin bölmenin görüntülerini oynat</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Play phas&amp;es</source>
      <translation>Fa&amp;zları oynat</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Play the phases of the image in the active pane</source>
      <translation>Etkin bölmedeki görüntünün fazlarını oynatır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Next &amp;pane</source>
      <translation>Sonraki &amp;bölme</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Previous p&amp;ane</source>
      <translation>Önceki böl&amp;me</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Heat map</source>
      <translation>I&amp;sı haritası</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Show which pixels spoke for the answer</source>
      <translation>Yanıtı hangi piksellerin desteklediğini göster</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Hide the heat map while held</source>
      <translation>Basılı tutulurken ısı haritasını gizle</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>What the &amp;network saw…</source>
      <translation>Ağın &amp;gördüğü…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Show the image as it went into the network</source>
      <translation>Görüntüyü ağa girdiği hâliyle göster</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Save answers as DICOM…</source>
      <translation>&amp;Yanıtları DICOM olarak kaydet…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Write a report, pictures and a parametric map that belong to this study</source>
      <translation>Bu çalışmaya ait bir rapor, resimler ve parametrik harita yaz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Agree with the answer</source>
      <translation>Yanıta &amp;katıl</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Say that the answer for this image is right</source>
      <translation>Bu görüntünün yanıtının doğru olduğunu söyle</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;What you said…</source>
      <translation>Söyle&amp;diklerim…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>All words on the answers for the images of the open studies</source>
      <translation>Açık çalışmaların görüntülerindeki yanıtlar hakkında söylenenlerin tümü</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Export what you said as training data…</source>
      <translation>Söylediklerimi &amp;eğitim verisi olarak aktar…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>A folder of labelled images that the wizard trains on</source>
      <translation>Sihirbazın eğittiği, etiketli görüntülerden bir klasör</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Open model folder…</source>
      <translation>&amp;Model klasörü aç…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>About this &amp;model…</source>
      <translation>Bu model &amp;hakkında…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Train a classifier…</source>
      <translation>&amp;Sınıflandırıcı eğit…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Train a classifier on your own folders of images</source>
      <translation>Kendi görüntü klasörlerinizle bir sınıflandırıcı eğitin</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Memory…</source>
      <translation>B&amp;ellek…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>How much memory images may take</source>
      <translation>Görüntülerin ne kadar bellek kullanabileceği</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Header…</source>
      <translation>&amp;Başlık…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Read and search the header of the file on screen</source>
      <translation>Ekrandaki dosyanın başlığını oku ve içinde ara</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;De-identify…</source>
      <translation>&amp;Kimliksizleştir…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Make copies of DICOM files that do not say who was imaged</source>
      <translation>DICOM dosyalarının, kime ait olduğunu söylemeyen kopyalarını oluştur</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Settings…</source>
      <translation>&amp;Ayarlar…</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>Language, colours, mouse, keys and window presets</source>
      <translation>Dil, renkler, fare, tuşlar ve pencere ayarları</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Guide</source>
      <translation>&amp;Kılavuz</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>How to use Kesit, step by step</source>
      <translation>Kesit adım adım nasıl kullanılır</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;Mouse and keys</source>
      <translation>&amp;Fare ve tuşlar</translation>
    </message>
    <message>
      <location filename="../../viewer/widgets/action_table.py" />
      <source>&amp;About Kesit</source>
      <translation>Kesit &amp;hakkında</translation>
    </message>
  </context>
  <context>
    <name>QShortcut</name>
    <message>
      <source>Ctrl</source>
      <translation>Ctrl</translation>
    </message>
    <message>
      <source>Shift</source>
      <translation>Shift</translation>
    </message>
    <message>
      <source>Alt</source>
      <translation>Alt</translation>
    </message>
    <message>
      <source>Meta</source>
      <translation>Meta</translation>
    </message>
    <message>
      <source>Esc</source>
      <translation>Esc</translation>
    </message>
    <message>
      <source>Return</source>
      <translation>Enter</translation>
    </message>
    <message>
      <source>Enter</source>
      <translation>Enter</translation>
    </message>
    <message>
      <source>Space</source>
      <translation>Boşluk</translation>
    </message>
    <message>
      <source>Del</source>
      <translation>Del</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Delete</translation>
    </message>
    <message>
      <source>Backspace</source>
      <translation>Backspace</translation>
    </message>
    <message>
      <source>Tab</source>
      <translation>Tab</translation>
    </message>
    <message>
      <source>Ins</source>
      <translation>Ins</translation>
    </message>
    <message>
      <source>Home</source>
      <translation>Home</translation>
    </message>
    <message>
      <source>End</source>
      <translation>End</translation>
    </message>
    <message>
      <source>PgUp</source>
      <translation>PgUp</translation>
    </message>
    <message>
      <source>PgDown</source>
      <translation>PgDn</translation>
    </message>
    <message>
      <source>Up</source>
      <translation>Yukarı</translation>
    </message>
    <message>
      <source>Down</source>
      <translation>Aşağı</translation>
    </message>
    <message>
      <source>Left</source>
      <translation>Sol</translation>
    </message>
    <message>
      <source>Right</source>
      <translation>Sağ</translation>
    </message>
  </context>
</TS>
