"""What ml says most, as templates. A test holds each of them against the code of ml."""

from viewer.core.language import tr_later
from viewer.core.rare_sentences import RARE

_VERDICTS = (
    tr_later("modality {modality} is not among those of the model: {known}"),
    tr_later("body part {part} is not among those of the model: {known}"),
    tr_later("the image is too small: {columns} x {rows}, needed are {side} pixels"),
    tr_later("the image is too elongated: {aspect} to 1, at most {most} to 1"),
    tr_later("the image is blank"),
    tr_later("the image is in colour, the model was trained on grey images"),
    tr_later("the image is unlike the training images ({far} times as far from them as allowed)"),
    tr_later("no class reaches a probability of {threshold}"),
)
_STACKS = (
    tr_later("the images have {count} different sizes"),
    tr_later("up to {count} frames lie at the same place, and nothing says why"),
    tr_later("only {count} of {total} frames have a pixel spacing"),
    tr_later("pixel spacing differs between frames: {low} to {high} mm"),
    tr_later("the frames lie in different directions"),
    tr_later("{count} slice missing (the others are {distance} mm apart)"),
    tr_later("{count} slices missing (the others are {distance} mm apart)"),
    tr_later("slice spacing is uneven: {low} to {high} mm"),
    tr_later("each slice is shifted sideways: the stack leans by {angle}°"),
    tr_later("slices do not lie on one line: off by up to {distance} mm"),
    tr_later("gantry tilt {angle}°"),
    tr_later("gantry tilt is {angle}° by the positions, {stated}° by the header"),
    tr_later("truncated: {count} of {total} frames are there"),
    tr_later("the ultrasound scale is that of a larger image, and is not used"),
    tr_later("lengths are on the detector, where the patient is about {factor} times larger"),
    tr_later("the file does not say how it lies in the patient"),
    tr_later("the file gives two placements (qform and sform) that differ; shown by its sform"),
)
_SUV = (
    tr_later("no SUV: {reason}"),
    tr_later("its values are neither Bq/ml nor counts of a known scale"),
    tr_later("its values are normalised by something other than body weight"),
    tr_later("its values are not corrected for attenuation and decay"),
    tr_later("the time to which its decay is corrected is not known"),
    tr_later("its counts come without a scale factor"),
    tr_later("the injected activity is not given in becquerel"),
    tr_later("it names no injection, or several"),
    tr_later("injection and scan are not in a possible order"),
    tr_later("its times contradict each other"),
    tr_later("the half-life is not that of its nuclide"),
    tr_later("its series is younger than its acquisition, and nothing says when the scan began"),
    tr_later("the time of {what} is given in another time zone"),
    tr_later("the time of {what} is not known"),
    tr_later("{what} is not known"),
    tr_later("the weight of the patient"),
    tr_later("the injected activity"),
    tr_later("the half-life"),
    tr_later("the series"),
    tr_later("the scan"),
    tr_later("the injection"),
)
_FILES = (
    tr_later("no such file or folder"),
    tr_later("neither a file nor a folder"),
    tr_later("cannot be opened ({reason})"),
    tr_later("the file is empty"),
    tr_later("it holds no image itself, but leads to files that may"),
    tr_later("not a DICOM file, though named like one: it has neither the DICM mark nor a DICOM element"),
    tr_later("not an image file, though named {suffix}"),
    tr_later(
        "not an image: neither DICOM nor PNG, JPEG, TIFF, BMP, WebP, GIF, NIfTI, NRRD or MetaImage, nor an "
        "archive of such"
    ),
    tr_later("no pixel data"),
    tr_later("no pixel data: its header does not say what it is"),
    tr_later("no pixel data: {what}"),
    tr_later("truncated: {count} of {total} bytes of pixel data are there"),
    tr_later("truncated: {count} of {total} bytes of this frame are there"),
    tr_later("truncated: {count} of {total} bytes of this slice are there"),
    tr_later("truncated: {count} of {total} bytes are there after unpacking"),
    tr_later("truncated: not one whole frame is there"),
    tr_later("truncated: frame {number} is not there"),
    tr_later("truncated: the compressed pixel data ends too early"),
    tr_later("truncated: it ends within its header"),
    tr_later("truncated: it holds no whole element after {tag}"),
    tr_later("truncated, or saved without its pixel data: {what}"),
    tr_later("truncated: its {there} bytes cannot hold the {needed} that its header claims"),
    tr_later("damaged: no DICOM element can be read"),
    tr_later("damaged: its header has no usable {keyword}"),
    tr_later("damaged: its pixels are {real}, the header says {stated}"),
    tr_later("damaged: its colour palette cannot be read"),
    tr_later("damaged: its compressed pixel data cannot be unpacked"),
    tr_later("damaged: the compressed pixel data holds no items"),
    tr_later("damaged: {count} pieces of pixel data for {frames} frames"),
    tr_later("damaged: the video cannot be decoded"),
    tr_later("damaged: {what} cannot be read ({kind})"),
    tr_later("damaged: {what} cannot be unpacked"),
    tr_later("damaged, or an image of a kind that cannot be read"),
    tr_later("damaged {codec} data: {reason}"),
    tr_later("damaged: {reason}"),
    tr_later("{what} asks for more memory than there is"),
    tr_later("it has no frame header"),
    tr_later("it stops before its end marker"),
    tr_later("its segments are not where its header says"),
    tr_later("the compressed pixel data is empty"),
    tr_later("not supported: unknown transfer syntax ({syntax})"),
    tr_later("not supported: Photometric Interpretation {value}"),
    tr_later("not supported: Bits Allocated of {value}"),
    tr_later("not supported: more than {count} pixels"),
    tr_later("not supported: more than {count} pages in one file"),
    tr_later("not supported: complex values"),
    tr_later("not supported: the type of its values"),
    tr_later("not supported by Pillow, which would give wrong values"),
    tr_later("its DICOM header"),
    tr_later("its report"),
    tr_later("holds no report: there is no content in it"),
    tr_later("this frame"),
    tr_later("this slice"),
    tr_later("this file"),
    tr_later("its header"),
    tr_later("the image"),
    tr_later("the TIFF file"),
    tr_later("the archive"),
    tr_later("this file of the archive"),
    tr_later("the DICOMDIR"),
    tr_later("the DICOMDIR names no file"),
    tr_later("named in the DICOMDIR, but not there"),
    tr_later("there is no image in this archive"),
    tr_later("its name leads out of the archive"),
    tr_later("an archive inside an archive: unpack it first"),
    tr_later("encrypted: unpack the archive with its password, then open the folder"),
    tr_later("there is not enough room on the disk to unpack it"),
    tr_later("refused: it would unpack to more than {ratio} times its size"),
    tr_later("the file with its pixel data, which lies beside it, is not there"),
    tr_later("too large: the series takes {needed} GB of memory, {free} GB are free"),
    tr_later("{file}: {reason}"),
)
_WINDOWS = (  # names of windows that no preset and no file has given
    tr_later("auto"),
    tr_later("full range"),
    tr_later("of the file"),
)
_VOLUMES = (
    tr_later("no volume: the frames are in colour"),
    tr_later("no volume: one slice is none"),
    tr_later("no volume: several frames lie at the same place, or they are not in order of place"),
    tr_later("no volume: its slices are {low} to {high} mm apart"),
    tr_later("no volume: its slices are shifted sideways, by up to {shift} mm (gantry tilt?)"),
    tr_later("no volume: the frames have different sizes"),
    tr_later("no volume: the pixel spacing in the patient is not known"),
    tr_later("no volume: the frames have different pixel spacings"),
    tr_later("no volume: the header does not say where the frames lie"),
    tr_later("no volume: the frames lie in different directions"),
    tr_later("no volume: the values of its frames have different units"),
)
_COPIES = (
    tr_later("That folder is not empty. Choose a new or an empty one."),
    tr_later("That folder holds the originals. Choose another one: originals stay untouched."),
    tr_later("The disk is full. Nothing was written."),
    tr_later("That folder cannot be written to ({reason}). Nothing was written."),
    tr_later("not a DICOM file: only DICOM files are copied"),
    tr_later("not an image: what its text says about the patient cannot be cleaned"),
    tr_later("not supported: copies in its transfer syntax ({syntax})"),
    tr_later("text is burned into its pixels, by its header; it cannot be cleaned"),
    tr_later("text is burned into its pixels: look at it before you pass it on"),
    tr_later("text may be burned into its pixels: look at it before you pass it on"),
    tr_later("truncated: its pixel data ends early"),
)
_MODELS = (
    tr_later("there is no model named {name} and no such folder; models here: {known}"),
    tr_later("{folder} is not a model folder: there is no such folder"),
    tr_later("{folder} is not a model folder: it has no {file}"),
    tr_later("{path} is not a readable card: {reason}"),
    tr_later("{folder} has a card but no {file}"),
    tr_later("{path} is damaged or not a safetensors file: {reason}"),
    tr_later("{path} does not fit the architecture {architecture} of its card"),
)
_DATA_SETS = (
    tr_later("{count} file could not be read and will be left out."),
    tr_later("{count} files could not be read and will be left out."),
    tr_later("{count} image are exact copies of another; copies stay on one side of the split."),
    tr_later("{count} images are exact copies of another; copies stay on one side of the split."),
    tr_later(
        "{count} images are near copies of another: almost the same picture. They stay on one side of a "
        "split that is made here."
    ),
    tr_later("{count} exact copies lie under two different classes; check their labels."),
    tr_later(
        "{count} images of different classes are linked by near copies; they may be one picture under two"
        " labels."
    ),
    tr_later(
        "{count} of {total} test images are copies, near copies or images of a patient of those learnt from: "
        "the published split leaks. Figures are given twice, with and without them."
    ),
    tr_later(
        "{count} of {total} validation images are copies, near copies or images of a patient of those learnt "
        "from: the published split leaks."
    ),
    tr_later(
        "Without looking at what the images show, {names} alone tell the classes apart with a balanced "
        "accuracy of {accuracy} (95 % interval {low} to {high}; chance {chance}). The strongest single "
        "one is {strongest}: {share}. A network can learn this instead of the subject."
    ),
    tr_later("image size"),
    tr_later("aspect"),
    tr_later("mean grey"),
    tr_later("margin"),
    tr_later("file size"),
    tr_later("format"),
    tr_later("folder"),
    tr_later("At least two classes are needed; classes with images: {count}."),
    tr_later("Class {name} has {count} readable images; at least {least} are needed."),
    tr_later("Class {name} has only {count} images: the measured figures will be uncertain."),
    tr_later("The largest class has more than ten times as many images as the smallest."),
    tr_later("Sub-folder {name} holds no readable image and is left out."),
    tr_later(
        "{folder} has no sub-folders; put the images of each class into a folder of its own, or name a "
        "manifest or an array file instead"
    ),
    tr_later("{data} is not a folder, and no file of that name is there"),
    tr_later("looking for what was read before"),
    tr_later("comparing images"),
    tr_later("what all of it tells together"),
    tr_later("reading the series"),
    tr_later("the training state {path} is damaged: {reason}"),
    tr_later(
        "the training diverged: the loss is no longer a number. What was finished is kept; start anew with a "
        "lower learning_rate than {rate}"
    ),
)
_RECIPES = (
    tr_later("Standard"),
    tr_later(
        "Starts from the bundled brain-MRI model, trains the last layer first and then everything. Good "
        "for a few hundred grey images and more; minutes per epoch for thousands of images on a CPU."
    ),
    tr_later("Quick"),
    tr_later(
        "Keeps the bundled brain-MRI model as it is and trains only a last layer on what it sees. A "
        "minute for a thousand images; a first answer to whether the classes can be told apart."
    ),
    tr_later("Small network from nothing"),
    tr_later(
        "A small network without previous knowledge, on small images. For pictures unlike photographs and"
        " scans."
    ),
    tr_later("Brain MRI, four classes"),
    tr_later(
        "Glioma, meningioma, pituitary tumour or none, on single brain MR images. Starts from ImageNet "
        "weights of MobileNetV2; measures on held-out groups, then goes on with all images."
    ),
    tr_later("Brain MRI, small network from nothing"),
    tr_later(
        "What a small network of seven convolutions learns from the brain MR images alone, without "
        "previous knowledge, on 96 x 96 pixels: the baseline that the bundled model is compared with. "
        "Less than half a minute per epoch on one core."
    ),
    tr_later("Handwritten digits (demonstration)"),
    tr_later(
        "The ten digits that come with scikit-learn, 1,797 small pictures: the whole loop in well under a"
        " minute."
    ),
    tr_later("Handwritten digits, MNIST"),
    tr_later(
        "The textbook network for MNIST (convolution 32, pool, convolution 64, pool, dense 128) on its IDX "
        "files, 28 x 28. Five epochs, two to three minutes on two cores."
    ),
    tr_later("Brain MRI, VGG16"),
    tr_later(
        "The thirteen convolutions of VGG16 with batch normalisation on the brain MR images. As kept "
        "here it starts from nothing on small images, which a CPU can bear; its first lines say how to "
        "give it ImageNet weights and images of full size."
    ),
    tr_later("Fractures on X-rays"),
    tr_later(
        "Fracture or none, on single X-rays of hand, leg, hip and shoulder. Starts from ImageNet "
        "weights of MobileNetV2, keeps its first blocks, shows fractures as often as their absence, "
        "and asks for the evidence to lie in the boxes that radiologists drew; measures on held-out "
        "groups, then goes on with all images."
    ),
    tr_later("Fractures, DenseNet-121"),
    tr_later(
        "DenseNet-121 on the X-rays of FracAtlas, fractures shown as often as their absence. "
        "As kept here it starts from nothing on small images, which a CPU can bear; its first lines say "
        "how to give it ImageNet weights."
    ),
    tr_later("Fractures, Xception"),
    tr_later(
        "Xception on the X-rays of FracAtlas, fractures shown as often as their absence. "
        "As kept here it starts from nothing on small images, which a CPU can bear; its first lines say "
        "how to give it ImageNet weights."
    ),
)
_CARDS = (
    tr_later("Glioma"),
    tr_later("Meningioma"),
    tr_later("No tumour"),
    tr_later("Pituitary tumour"),
    tr_later("Research and teaching. Not a medical device; not for diagnosis."),
    tr_later(
        "Teaching and research on how such classifiers behave. Not a medical device; not for diagnosis."
    ),
    tr_later(
        "Patients; whole studies; CT or other body parts; images with other diseases (every image gets "
        "one of these four answers or none). Nearly all images without tumour come from another source "
        'than those with tumour, so the network can tell the source instead of the disease: a "no tumour"'
        " on images from elsewhere means little. There are no patient identifiers, so slices of one "
        "patient may lie on both sides of the split although near copies do not. Images from elsewhere "
        "can look familiar and be answered wrongly. Of the 192 slices of a public MR examination of a "
        "healthy child's head (FNNDSC SAG-anon, thin sagittal T1), 69 are called no tumour, one a glioma "
        "and 122 are not evaluated; without that refusal the most probable class would be no tumour for "
        "144, glioma for 28 and meningioma for 20. Nothing was tuned to them."
    ),
    tr_later("Fracture"),
    tr_later("No fracture"),
    tr_later(
        "Patients: where it has to choose, it misses four in ten of the fractures held out. Skulls, "
        "spines, ribs and teeth: the images are of hands, legs, hips and shoulders in three "
        "hospitals, and shoulders are few. Metal gives the label away: 82 of the 84 images with "
        "hardware are fractured, so a plate or a nail speaks for a fracture whether it healed or not;"
        " aspect, size, margin and grey alone tell the classes apart with a balanced accuracy of 63 "
        "%. The probabilities assume the share of fractures in this collection, 18 %. Copies and near"
        " copies with opposite labels (eight groups; IMG0002886/4243, 2998/4280, 3034/4314 and "
        "4262/2952 are known) keep the labels they have, so some of the mistakes are none; each group"
        " lies on one side of the split. There are no patient identifiers: images of one patient may "
        "lie on both sides although near copies do not."
    ),
)

SENTENCES: tuple[str, ...] = (
    *_VERDICTS,
    *_STACKS,
    *_SUV,
    *_FILES,
    *_WINDOWS,
    *_VOLUMES,
    *_COPIES,
    *_MODELS,
    *_DATA_SETS,
    *_RECIPES,
    *_CARDS,
    *RARE,
)
